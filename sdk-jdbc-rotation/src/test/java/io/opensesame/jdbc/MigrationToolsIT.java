package io.opensesame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.opensesame.OpenSesame;
import io.opensesame.jdbc.database.TestPostgres;
import io.opensesame.localkms.LocalKms;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tools that migrate a schema, given nothing but the URL, before and after a rotation. */
class MigrationToolsIT {
    private final TestPostgres postgres = TestPostgres.shared();
    private final String role = TestPostgres.unique("migrations");
    private final String url = postgres.url(role).replace("jdbc:", "jdbc:opensesame:") + "?secret=orders/schema";
    private LocalKms kms;
    private OpenSesame sesame;
    private OpenSesameDriver.Use use;

    @BeforeEach
    void start() throws SQLException {
        postgres.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD 'first'", "CREATE DATABASE " + role + " OWNER " + role);
        kms = LocalKms.start();
        kms.createSecret("orders/schema", login("first"));
        sesame = TestClients.connectedTo(kms).build();
        use = OpenSesameDriver.use(sesame);
    }

    @AfterEach
    void stop() {
        use.close();
        sesame.close();
        kms.close();
    }

    @Test
    void flyway_url_migratesThroughARotation() throws SQLException {
        MigrateResult first = flyway("classpath:migrations/first");
        rotate();
        MigrateResult second = flyway("classpath:migrations/first", "classpath:migrations/second");

        assertThat(first.migrationsExecuted).isEqualTo(1);
        assertThat(second.migrationsExecuted).isEqualTo(1);
        assertThat(columns()).containsExactly("id", "amount");
    }

    /** Flyway knows databases by URLs of their own drivers, but takes any data source, such as a pool for the URL. */
    private MigrateResult flyway(String... locations) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(2);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            return Flyway.configure()
                    .dataSource(pool)
                    .locations(locations)
                    .load()
                    .migrate();
        }
    }

    @Test
    void liquibase_url_migratesThroughARotation() throws Exception {
        update("first");
        rotate();
        update("second");

        assertThat(columns()).containsExactly("id", "amount");
    }

    private void update(String context) throws Exception {
        ClassLoaderResourceAccessor resources = new ClassLoaderResourceAccessor();
        Database database = DatabaseFactory.getInstance()
                .openDatabase(url, null, null, OpenSesameDriver.class.getName(), null, null, null, resources);
        try (Liquibase liquibase = new Liquibase("migrations/changes.sql", resources, database)) {
            liquibase.update(context);
        }
    }

    private List<String> columns() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet columns = connection.getMetaData().getColumns(null, "public", "orders", null)) {
            while (columns.next()) {
                names.add(columns.getString("COLUMN_NAME"));
            }
        }
        return names;
    }

    private void rotate() throws SQLException {
        postgres.execute("ALTER ROLE " + role + " PASSWORD 'second'");
        kms.putSecretValue("orders/schema", login("second"));
    }

    private String login(String password) {
        return "{\"username\":\"" + role + "\",\"password\":\"" + password + "\"}";
    }
}
