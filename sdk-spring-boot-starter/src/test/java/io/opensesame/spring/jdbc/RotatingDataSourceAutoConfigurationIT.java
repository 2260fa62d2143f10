package io.opensesame.spring.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opensesame.OpenSesame;
import io.opensesame.jdbc.RotatingDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.HikariCheckpointRestoreLifecycle;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

@ExtendWith(OutputCaptureExtension.class)
class RotatingDataSourceAutoConfigurationIT {
    private static final int THREADS = 8;

    private static OrdersDatabase database;

    @BeforeAll
    static void start() throws SQLException {
        database = new OrdersDatabase();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void bootsPool_allItsSettings_areKept() {
        database.contexts()
                .withPropertyValues(
                        "spring.datasource.name=orders",
                        "spring.datasource.hikari.maximum-pool-size=3",
                        "spring.datasource.hikari.minimum-idle=1",
                        "spring.datasource.hikari.connection-timeout=4000",
                        "spring.datasource.hikari.connection-init-sql=SET search_path TO initialized",
                        "spring.datasource.hikari.data-source-properties.ApplicationName=orders-application")
                .run(context -> {
                    HikariDataSource pool = context.getBean(HikariDataSource.class);
                    JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);

                    assertThat(text(jdbc, "SELECT session_user")).isEqualTo(database.account());
                    assertThat(text(jdbc, "SHOW search_path")).isEqualTo("initialized");
                    assertThat(text(jdbc, "SHOW application_name")).isEqualTo("orders-application");
                    assertThat(pool.getPoolName()).isEqualTo("orders");
                    assertThat(pool.getMaximumPoolSize()).isEqualTo(3);
                    assertThat(pool.getMinimumIdle()).isEqualTo(1);
                    assertThat(pool.getConnectionTimeout()).isEqualTo(4_000);
                    assertThat(pool.getJdbcUrl()).isEqualTo(database.url());
                    assertThat(context.getBeansOfType(DataSource.class)).containsOnlyKeys("dataSource");
                    assertThat(context.getBean(RotatingDataSources.class).find("dataSource"))
                            .containsSame(pool.unwrap(RotatingDataSource.class));
                });
    }

    @Test
    void rotation_eightThreadsOfQueries_noneFailsAndNewLoginsAreOfTheNewVersionWithinASecond() {
        database.contexts()
                .withPropertyValues(
                        "opensesame.datasource.drain=300ms", "spring.datasource.hikari.maximum-pool-size=" + THREADS)
                .run(context -> {
                    JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
                    RotatingDataSource dataSource = context.getBean(RotatingDataSources.class)
                            .find("dataSource")
                            .orElseThrow();
                    AtomicBoolean stopped = new AtomicBoolean();
                    AtomicInteger queries = new AtomicInteger();
                    List<String> users = new CopyOnWriteArrayList<>();
                    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
                    try {
                        List<? extends Future<?>> loads = IntStream.range(0, THREADS)
                                .mapToObj(i -> threads.submit(() -> {
                                    while (!stopped.get()) {
                                        users.add(text(jdbc, "SELECT session_user"));
                                        queries.incrementAndGet();
                                    }
                                }))
                                .toList();
                        await().until(() -> queries.get() > 100);
                        String before = database.account();

                        database.rotate(context.getBean(OpenSesame.class));

                        await().atMost(Duration.ofSeconds(1)).until(() -> users.contains(database.account()));
                        await().until(() -> dataSource.connections().size() == 1
                                && dataSource.retirement().isEmpty());
                        stopped.set(true);
                        for (Future<?> load : loads) {
                            load.get(10, TimeUnit.SECONDS); // fails if a query did
                        }
                        assertThat(users).contains(before);
                        assertThat(text(jdbc, "SELECT session_user")).isEqualTo(database.account());
                    } finally {
                        stopped.set(true);
                        threads.shutdownNow();
                    }
                });
    }

    @Test
    void bootsPool_loginInProperties_isIgnoredWithAWarning(CapturedOutput output) {
        database.contexts()
                .withPropertyValues("spring.datasource.username=stale", "spring.datasource.password=canary-password")
                .run(context -> {
                    assertThat(text(context.getBean(JdbcTemplate.class), "SELECT session_user"))
                            .isEqualTo(database.account());
                    assertThat(output).contains("spring.datasource.password", "are ignored");
                    assertThat(output).doesNotContain("canary-password");
                });
    }

    @Test
    void bootsPool_connectionDetails_giveTheUrl() {
        database.contexts()
                .withPropertyValues("spring.datasource.url=jdbc:postgresql://nowhere.invalid/nothing")
                .withBean(JdbcConnectionDetails.class, Details::new)
                .run(context -> assertThat(text(context.getBean(JdbcTemplate.class), "SELECT session_user"))
                        .isEqualTo(database.account()));
    }

    @Test
    void urlWithGaps_secretWithThePlace_isFilled() {
        database.kms()
                .createSecret(
                        "orders/placed",
                        "{\"username\":\"" + database.account()
                                + "\",\"password\":\"password-0\",\"host\":\"127.0.0.1\"," + "\"port\":"
                                + database.postgres().port() + ",\"dbname\":\"" + database.name() + "\"}");

        database.contexts()
                .withPropertyValues(
                        "opensesame.datasource.secret=orders/placed",
                        "spring.datasource.url=jdbc:postgresql://{host}:{port}/{database}")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void namedPools_twoOfTheApplication_eachHasItsLogin() throws SQLException {
        database.postgres()
                .execute("DROP ROLE IF EXISTS reports", "CREATE ROLE reports LOGIN PASSWORD 'reports-password'");
        database.kms().createSecret("reports/db", "{\"username\":\"reports\",\"password\":\"reports-password\"}");

        database.contexts()
                .withPropertyValues(
                        "opensesame.datasource.secret=",
                        "opensesame.datasource.pools.ordersPool=orders/db",
                        "opensesame.datasource.pools.reportsPool=reports/db")
                .withUserConfiguration(TwoPools.class)
                .run(context -> {
                    assertThat(user(context.getBean("ordersPool", DataSource.class)))
                            .isEqualTo(database.account());
                    assertThat(user(context.getBean("reportsPool", DataSource.class)))
                            .isEqualTo("reports");
                    assertThat(context.getBean(RotatingDataSources.class).byPool())
                            .containsOnlyKeys("ordersPool", "reportsPool");
                });
    }

    @Test
    void ownDataSource_secretOfBootsPool_staysAsItIsWithAWarning(CapturedOutput output) {
        database.contexts().withUserConfiguration(OwnPool.class).run(context -> {
            assertThat(user(context.getBean(DataSource.class))).isEqualTo("postgres");
            assertThat(output)
                    .contains("opensesame.datasource.secret has no effect", "opensesame.datasource.pools.ownPool");
        });
    }

    @Test
    void bootsPool_replacedByATest_staysAsTheTestWantsIt() {
        database.contexts().withUserConfiguration(ReplacedPool.class).run(context -> {
            assertThat(context.getBean(DataSource.class)).isInstanceOf(SimpleDriverDataSource.class);
            assertThat(context.getBean(RotatingDataSources.class).byPool()).isEmpty();
        });
    }

    @Test
    void customizer_declared_hasTheLastWord() {
        List<String> events = new CopyOnWriteArrayList<>();

        database.contexts()
                .withBean(
                        RotatingDataSourceCustomizer.class,
                        () -> (pool, builder) -> builder.listener(event -> events.add(pool + " " + event.kind())))
                .run(context -> {
                    assertThat(user(context.getBean(DataSource.class))).isEqualTo(database.account());
                    assertThat(events).contains("dataSource ACCEPTED");
                });
    }

    @Test
    void healthAndMeters_pool_areThere() {
        database.contexts()
                .withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class,
                        SimpleMetricsExportAutoConfiguration.class,
                        DataSourceHealthContributorAutoConfiguration.class))
                .run(context -> {
                    var health =
                            context.getBean(DataSourceHealthIndicator.class).health();
                    SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);

                    assertThat(health).isNotNull();
                    assertThat(health.getStatus()).isEqualTo(Status.UP);
                    assertThat(registry.get("opensesame.jdbc.logins")
                                    .tags("secret", OrdersDatabase.SECRET, "name", "dataSource", "outcome", "accepted")
                                    .counter()
                                    .count())
                            .isPositive();
                });
    }

    @Test
    void checkpointAndRestore_suspendablePool_connectsAnew() {
        database.contexts()
                .withPropertyValues("spring.datasource.hikari.allow-pool-suspension=true")
                .run(context -> {
                    HikariDataSource pool = context.getBean(HikariDataSource.class);
                    assertThat(user(pool)).isEqualTo(database.account());
                    HikariCheckpointRestoreLifecycle lifecycle =
                            new HikariCheckpointRestoreLifecycle(pool, context.getSourceApplicationContext());

                    lifecycle.stop();
                    await().until(() -> openConnections(pool) == 0);
                    lifecycle.start();

                    assertThat(user(pool)).isEqualTo(database.account());
                });
    }

    @Test
    void beans_ofAWholeApplication_areAllEligibleForProcessing(CapturedOutput output) {
        try (ConfigurableApplicationContext context = Applications.start(Empty.class, database.properties())) {
            assertThat(context.getBean(RotatingDataSources.class).byPool()).containsOnlyKeys("dataSource");
            assertThat(output).doesNotContain("not eligible for getting processed");
        }
    }

    @Test
    void close_pool_isBeforeWhatItDrawsFromAndThatBeforeTheClient() {
        List<String> destroyed = new CopyOnWriteArrayList<>();

        database.contexts()
                .withBean(DestructionAwareBeanPostProcessor.class, () -> (bean, name) -> destroyed.add(name))
                .run(context ->
                        assertThat(user(context.getBean(DataSource.class))).isEqualTo(database.account()));

        assertThat(destroyed).containsSubsequence("dataSource", "rotatingDataSources", "openSesame");
    }

    @Test
    void close_afterARotation_leavesNoThread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        database.contexts().run(context -> {
            assertThat(user(context.getBean(DataSource.class))).isNotEmpty();
            database.rotate(context.getBean(OpenSesame.class));
            assertThat(threadsSince(before)).isNotEmpty();
        });

        await().untilAsserted(() -> assertThat(threadsSince(before)).isEmpty());
    }

    private static int openConnections(HikariDataSource pool) throws SQLException {
        return pool.unwrap(RotatingDataSource.class).connections().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static Set<String> threadsSince(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.contains("opensesame") || name.contains("Hikari"))
                .collect(Collectors.toSet());
    }

    private static String user(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return connection.getMetaData().getUserName();
        }
    }

    private static String text(JdbcTemplate jdbc, String query) {
        String text = jdbc.queryForObject(query, String.class);
        return text == null ? "" : text;
    }

    private static final class Details implements JdbcConnectionDetails {
        @Override
        public String getUsername() {
            return "stale";
        }

        @Override
        public String getPassword() {
            return "stale-password";
        }

        @Override
        public String getJdbcUrl() {
            return database.url();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoPools {
        @Bean
        HikariDataSource ordersPool() {
            return pool();
        }

        @Bean
        HikariDataSource reportsPool() {
            return pool();
        }

        private static HikariDataSource pool() {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(database.postgres().url("postgres"));
            return pool;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnPool {
        @Bean
        HikariDataSource ownPool() {
            HikariDataSource pool = TwoPools.pool();
            pool.setUsername("postgres");
            return pool;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Empty {}

    /** Does as Spring Boot's @AutoConfigureTestDatabase does. */
    @Configuration(proxyBeanMethods = false)
    static class ReplacedPool {
        @Bean
        static BeanDefinitionRegistryPostProcessor replacement() {
            return registry -> {
                registry.removeBeanDefinition("dataSource");
                registry.registerBeanDefinition("dataSource", new RootBeanDefinition(SimpleDriverDataSource.class));
            };
        }
    }
}
