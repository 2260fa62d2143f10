package io.opensesame.spring.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opensesame.OpenSesame;
import io.opensesame.jdbc.RotatingDataSource;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Flyway, Liquibase and JPA in whole applications: they take the pool that Spring Boot makes. */
class DatabaseToolsIT {
    private OrdersDatabase database;

    @BeforeEach
    void start() throws SQLException {
        database = new OrdersDatabase();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void flyway_beforeAndAfterARotation_migrates() throws SQLException {
        try (ConfigurableApplicationContext context =
                start(WithFlyway.class, "spring.flyway.locations=classpath:io/opensesame/spring/jdbc/flyway")) {
            assertThat(rows(context)).isEqualTo(1);

            rotate(context);

            Flyway flyway = context.getBean(Flyway.class);
            flyway.validate();
            assertThat(flyway.info().applied()).hasSize(1);
            assertThat(sessionUser(context)).isEqualTo(database.account());
        }
    }

    @Test
    void flyway_userOfItsOwn_derivesItsConnectionFromThePoolsUrl() {
        try (ConfigurableApplicationContext context = start(
                WithFlyway.class,
                "spring.flyway.locations=classpath:io/opensesame/spring/jdbc/flyway",
                "spring.flyway.user=postgres",
                "spring.flyway.password=unchecked")) {
            assertThat(context.getBean(Flyway.class).info().applied()[0].getInstalledBy())
                    .isEqualTo("postgres");
        }
    }

    @Test
    void liquibase_beforeAndAfterARotation_works() throws SQLException {
        try (ConfigurableApplicationContext context = start(
                WithLiquibase.class,
                "spring.liquibase.change-log=classpath:io/opensesame/spring/jdbc/liquibase/changes.sql")) {
            assertThat(rows(context)).isEqualTo(1);

            rotate(context);

            assertThat(rows(context)).isEqualTo(1);
            assertThat(sessionUser(context)).isEqualTo(database.account());
        }
    }

    @Test
    void jpa_beforeAndAfterARotation_readsWhatItWrote() throws SQLException {
        try (ConfigurableApplicationContext context = start(WithJpa.class, "spring.jpa.hibernate.ddl-auto=create")) {
            TransactionTemplate transactions =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            EntityManager entities = context.getBean(EntityManager.class);
            transactions.executeWithoutResult(status -> entities.persist(new PlacedOrder(1)));

            rotate(context);
            transactions.executeWithoutResult(status -> entities.persist(new PlacedOrder(2)));

            List<?> users = transactions.execute(
                    status -> entities.createNativeQuery("SELECT session_user").getResultList());
            assertThat(users).asString().contains(database.account());
            assertThat(transactions.<Long>execute(
                            status -> entities.createQuery("SELECT count(o) FROM PlacedOrder o", Long.class)
                                    .getSingleResult()))
                    .isEqualTo(2);
        }
    }

    private ConfigurableApplicationContext start(Class<?> configuration, String... properties) {
        List<String> all = new ArrayList<>(List.of(database.properties()));
        all.add("opensesame.datasource.drain=0s");
        all.add("spring.datasource.hikari.maximum-pool-size=2");
        all.addAll(List.of(properties));
        return Applications.start(configuration, all.toArray(String[]::new));
    }

    /** Rotates, and waits until no connection of the login before is left. */
    private void rotate(ConfigurableApplicationContext context) throws SQLException {
        database.rotate(context.getBean(OpenSesame.class));
        RotatingDataSource dataSource = context.getBean(DataSource.class).unwrap(RotatingDataSource.class);
        await().until(() ->
                dataSource.retirement().isEmpty() && dataSource.connections().size() == 1);
    }

    private static @Nullable Integer rows(ConfigurableApplicationContext context) {
        return context.getBean(JdbcTemplate.class).queryForObject("SELECT count(*) FROM placed_order", Integer.class);
    }

    private static @Nullable String sessionUser(ConfigurableApplicationContext context) {
        return context.getBean(JdbcTemplate.class).queryForObject("SELECT session_user", String.class);
    }

    /** What JPA maps. */
    @Entity(name = "PlacedOrder")
    static class PlacedOrder {
        @Id
        private long id;

        protected PlacedOrder() {}

        PlacedOrder(long id) {
            this.id = id;
        }

        long id() {
            return id;
        }
    }

    @ImportAutoConfiguration(FlywayAutoConfiguration.class)
    static class WithFlyway {}

    @ImportAutoConfiguration(LiquibaseAutoConfiguration.class)
    static class WithLiquibase {}

    @ImportAutoConfiguration(HibernateJpaAutoConfiguration.class)
    @EntityScan(basePackageClasses = DatabaseToolsIT.class)
    static class WithJpa {}
}
