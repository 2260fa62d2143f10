package io.opensesame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.opensesame.OpenSesame;
import io.opensesame.jdbc.database.TestMariaDb;
import io.opensesame.jdbc.database.TestPostgres;
import io.opensesame.localkms.LocalKms;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenSesameDriverIT {
    private final TestPostgres postgres = TestPostgres.shared();
    private final String role = TestPostgres.unique("driver");
    private LocalKms kms;
    private OpenSesame sesame;

    @BeforeEach
    void start() throws SQLException {
        postgres.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'first'");
        kms = LocalKms.start();
        kms.createSecret("orders/db", login("first"));
        sesame = TestClients.connectedTo(kms).build();
    }

    @AfterEach
    void stop() {
        sesame.close();
        kms.close();
    }

    @Test
    @SuppressWarnings("try")
    void getConnection_postgresql_followsTheRotation() throws SQLException {
        try (OpenSesameDriver.Use use = OpenSesameDriver.use(sesame)) {
            String url = url("?ApplicationName=driver%20test&secret=orders/db");
            try (Connection connection = DriverManager.getConnection(url)) {
                assertThat(query(connection, "SELECT current_user")).isEqualTo(role);
                assertThat(query(connection, "SHOW application_name")).isEqualTo("driver test");
            }

            rotate("second");

            try (Connection connection = DriverManager.getConnection(url)) {
                assertThat(query(connection, "SELECT current_user")).isEqualTo(role);
            }
        }
        assertThat(postgres.refusedLogins(role)).isEqualTo(1);
    }

    @Test
    @SuppressWarnings("try")
    void getConnection_mariaDb_followsTheRotation() throws SQLException {
        TestMariaDb mariaDb = TestMariaDb.shared();
        mariaDb.execute("CREATE USER '" + role + "'@'%' IDENTIFIED BY 'first'");
        String url = mariaDb.url("").replace("jdbc:", "jdbc:opensesame:") + "&secret=orders/db";
        try (OpenSesameDriver.Use use = OpenSesameDriver.use(sesame)) {
            DriverManager.getConnection(url).close();

            mariaDb.execute("SET PASSWORD FOR '" + role + "'@'%' = PASSWORD('second')");
            kms.putSecretValue("orders/db", login("second"));

            try (Connection connection = DriverManager.getConnection(url)) {
                assertThat(query(connection, "SELECT current_user()")).isEqualTo(role + "@%");
            }
        }
    }

    @Test
    @SuppressWarnings("try")
    void getConnection_placeInTheSecretAndPropertiesOfTheCaller_areUsed() throws SQLException {
        kms.createSecret(
                "orders/place",
                "{\"username\":\"" + role + "\",\"password\":\"first\",\"host\":\"127.0.0.1\",\"port\":"
                        + postgres.port() + ",\"dbname\":\"postgres\"}");
        Properties info = new Properties();
        info.setProperty("opensesame.secret", "orders/place");
        info.setProperty("ApplicationName", "by property");
        info.setProperty("user", "nobody");
        info.setProperty("password", "wrong");
        try (OpenSesameDriver.Use use = OpenSesameDriver.use(sesame);
                Connection connection =
                        DriverManager.getConnection("jdbc:opensesame:postgresql://{host}:{port}/{database}", info)) {
            assertThat(query(connection, "SELECT current_user")).isEqualTo(role);
            assertThat(query(connection, "SHOW application_name")).isEqualTo("by property");
        }
    }

    @Test
    void connect_noClientChosen_makesOneFromTheDefaultsAndClosesItAtTheEnd() throws SQLException {
        List<OpenSesame.Builder> built = new ArrayList<>();
        DriverLogins logins = new DriverLogins(() -> {
            built.add(TestClients.connectedTo(kms));
            return built.get(built.size() - 1);
        });
        OpenSesameDriver driver = new OpenSesameDriver(logins);
        sesame.close();
        long threads = threads();

        connect(driver, url("?secret=orders/db")).close();
        connect(driver, url("?secret=orders/db&opensesame.endpoint=" + kms.endpoint()))
                .close();
        connect(driver, url("?secret=orders/db")).close();

        assertThat(built).as("one for each endpoint that is named").hasSize(2);
        assertThat(threads()).isGreaterThan(threads);
        logins.close();
        Awaitility.await().untilAsserted(() -> assertThat(threads()).isLessThanOrEqualTo(threads));
        assertThatThrownBy(() -> connect(driver, url("?secret=orders/db"))).isInstanceOf(SQLException.class);
    }

    @Test
    void connect_manyThreadsAndUrlsOfOneSecretWithAWrongPassword_shareOneBoundOnWrongLogins() throws Exception {
        postgres.execute("ALTER ROLE " + role + " PASSWORD 'unknown to KMS'");
        try (DriverLogins logins = logins()) {
            OpenSesameDriver driver = new OpenSesameDriver(logins);
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                List<Future<Boolean>> refused = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    String url = url("?ApplicationName=a" + i + "&secret=orders/db&opensesame.refusalsPerMinute=3");
                    refused.add(threads.submit(() -> {
                        try (Connection connection = driver.connect(url, null)) {
                            return connection == null;
                        } catch (LoginRefusedException e) {
                            return true;
                        }
                    }));
                }
                for (Future<Boolean> each : refused) {
                    assertThat(each.get(30, TimeUnit.SECONDS)).isTrue();
                }
            } finally {
                threads.shutdown();
            }
        }
        assertThat(postgres.refusedLogins(role)).isBetween(1L, 3L);
    }

    @Test
    void connect_otherOptionsForTheSameSecret_saysWhichDiffer() throws SQLException {
        try (DriverLogins logins = logins()) {
            OpenSesameDriver driver = new OpenSesameDriver(logins);
            connect(driver, url("?secret=orders/db&opensesame.maxTries=2")).close();

            assertThatThrownBy(() -> connect(driver, url("?secret=orders/db")))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContainingAll("'opensesame.maxTries' differs", "orders/db");
        }
    }

    @Test
    void connect_secretMissing_isTypedAndNamesTheSecret() {
        try (DriverLogins logins = logins()) {
            assertThatThrownBy(() -> connect(new OpenSesameDriver(logins), url("?secret=orders/none")))
                    .isInstanceOf(LoginUnavailableException.class)
                    .hasMessageContaining("orders/none");
        }
    }

    @Test
    void connect_moreSecretsThanAreKept_closesThoseWithoutConnections() throws SQLException {
        try (DriverLogins logins = logins()) {
            OpenSesameDriver driver = new OpenSesameDriver(logins);
            try (Connection first = connect(driver, url("?secret=orders/db"))) {
                for (int i = 0; i < DriverLogins.MAX_IDLE_LOGINS + 3; i++) {
                    kms.createSecret("orders/" + i, login("first"));
                    connect(driver, url("?secret=orders/" + i)).close();
                }

                assertThat(first.isValid(5)).isTrue();
                assertThat(logins.secretNames())
                        .hasSize(DriverLogins.MAX_IDLE_LOGINS)
                        .contains("orders/db", "orders/" + (DriverLogins.MAX_IDLE_LOGINS + 2))
                        .doesNotContain("orders/0");
            }
        }
    }

    @Test
    void close_whileThreadsConnect_leavesThreadsWithSqlExceptionsAndNoThreadBehind() throws Exception {
        sesame.close();
        long before = threads();
        DriverLogins logins = logins();
        OpenSesameDriver driver = new OpenSesameDriver(logins);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch connected = new CountDownLatch(20);
            List<Future<SQLException>> ends = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                ends.add(threads.submit(() -> {
                    while (true) {
                        try {
                            connect(driver, url("?secret=orders/db")).close();
                            connected.countDown();
                        } catch (SQLException e) {
                            return e;
                        }
                    }
                }));
            }
            assertThat(connected.await(30, TimeUnit.SECONDS)).isTrue();

            logins.close();

            for (Future<SQLException> end : ends) {
                assertThat(end.get(30, TimeUnit.SECONDS).getMessage()).containsPattern("closed|deregistered");
            }
        } finally {
            threads.shutdownNow();
        }
        Awaitility.await().untilAsserted(() -> assertThat(threads()).isLessThanOrEqualTo(before));
    }

    @Test
    @SuppressWarnings("try")
    void hikari_jdbcUrl_replacesConnectionsOfTheOldLogin() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url("?secret=orders/db&opensesame.drain=500ms"));
        config.setMaximumPoolSize(1);
        config.addDataSourceProperty("ApplicationName", "pooled");
        try (OpenSesameDriver.Use use = OpenSesameDriver.use(sesame);
                HikariDataSource pool = new HikariDataSource(config)) {
            int before = pid(pool);
            postgres.execute("ALTER ROLE " + role + " PASSWORD 'second'");
            kms.putSecretValue("orders/db", login("second"));
            sesame.secrets().refresh("orders/db");

            Awaitility.await()
                    .pollInterval(Duration.ofMillis(700)) // HikariCP validates after half a second without use
                    .untilAsserted(() -> assertThat(pid(pool)).isNotEqualTo(before));
            try (Connection connection = pool.getConnection()) {
                assertThat(query(connection, "SELECT current_user")).isEqualTo(role);
                assertThat(query(connection, "SHOW application_name")).isEqualTo("pooled");
            }
        }
    }

    @Test
    @SuppressWarnings("try")
    void hikari_driverClassName_isTheDriver() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDriverClassName(OpenSesameDriver.class.getName());
        config.setJdbcUrl(url("?secret=orders/db"));
        config.setMaximumPoolSize(1);
        try (OpenSesameDriver.Use use = OpenSesameDriver.use(sesame);
                HikariDataSource pool = new HikariDataSource(config);
                Connection connection = pool.getConnection()) {
            assertThat(query(connection, "SELECT current_user")).isEqualTo(role);
        }
    }

    private int pid(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return Integer.parseInt(query(connection, "SELECT pg_backend_pid()"));
        }
    }

    private DriverLogins logins() {
        return new DriverLogins(() -> TestClients.connectedTo(kms));
    }

    private String url(String parameters) {
        return postgres.url("postgres").replace("jdbc:", "jdbc:opensesame:") + parameters;
    }

    private void rotate(String password) throws SQLException {
        postgres.execute("ALTER ROLE " + role + " PASSWORD '" + password + "'");
        kms.putSecretValue("orders/db", login(password));
    }

    private String login(String password) {
        return "{\"username\":\"" + role + "\",\"password\":\"" + password + "\"}";
    }

    private static Connection connect(Driver driver, String url) throws SQLException {
        return Objects.requireNonNull(driver.connect(url, new Properties()), "the driver does not take its URL");
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    /** Returns how many threads of clients and of retirement there are. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("opensesame"))
                .count();
    }
}
