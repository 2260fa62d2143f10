package io.opensesame.jdbc.hikari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.opensesame.jdbc.LoginEvent;
import io.opensesame.jdbc.Retirement;
import io.opensesame.jdbc.RotatingDataSource;
import io.opensesame.jdbc.RotatingDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class RotatingHikariPoolIT {
    private static final int SIZE = 4;
    private static final Duration DRAIN = Duration.ofMillis(400);

    private RotatingDatabase database;

    @BeforeEach
    void start() throws SQLException {
        database = new RotatingDatabase();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void rotation_idleConnections_areReplacedOneByOneAndNoneTooMany() throws SQLException {
        try (RotatingDataSource dataSource = database.follow(DRAIN);
                HikariDataSource pool = RotatingHikariPool.open(dataSource, config())) {
            awaitSessions(database.account(), SIZE);

            database.rotate();

            awaitSessions(database.accountBefore(), 0);
            awaitSessions(database.account(), SIZE);
            await().until(() -> dataSource.retirement().isEmpty());
            assertThat(events(LoginEvent.Kind.ACCEPTED)).hasSize(2 * SIZE);
            List<Instant> retired =
                    events(LoginEvent.Kind.RETIRED).map(LoginEvent::at).toList();
            assertThat(retired).hasSize(SIZE);
            // The first goes at once, the last when three of the four parts of the drain time have passed.
            assertThat(Duration.between(retired.get(0), retired.get(SIZE - 1))).isGreaterThan(DRAIN.dividedBy(2));
            assertThat(events(LoginEvent.Kind.DRAINED)).hasSize(1);
            assertThat(events(LoginEvent.Kind.REFUSED)).isEmpty();
            assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isEqualTo(SIZE);
        }
    }

    @Test
    void rotation_transactionLongerThanTheDrain_isNotCut() throws SQLException {
        try (RotatingDataSource dataSource = database.follow(DRAIN);
                HikariDataSource pool = RotatingHikariPool.open(dataSource, config())) {
            awaitSessions(database.account(), SIZE);
            String before = database.account();

            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("CREATE TEMPORARY TABLE kept (n int) ON COMMIT DROP");
                statement.execute("INSERT INTO kept VALUES (42)");
                database.rotate();
                awaitSessions(before, 1);
                Instant until = dataSource.retirement().map(Retirement::until).orElseThrow();
                await().until(() -> Instant.now().isAfter(until.plus(DRAIN)));

                assertThat(number(statement, "SELECT n FROM kept")).isEqualTo(42);
                assertThat(dataSource.retirement().map(Retirement::oldConnections))
                        .contains(1);
                connection.commit();
            }

            awaitSessions(before, 0);
            assertThat(dataSource.retirement()).isEmpty();
        }
    }

    @Test
    void rotation_poolInUseAllTheTime_losesOldConnectionsWithoutAFailure() throws Exception {
        HikariConfig config = config();
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(2);
        try (RotatingDataSource dataSource = database.follow(DRAIN);
                HikariDataSource pool = RotatingHikariPool.open(dataSource, config);
                Users users = new Users(pool, 8)) {
            awaitSessions(database.account(), 2);

            for (int i = 0; i < 3; i++) {
                database.rotate();
                awaitSessions(database.accountBefore(), 0);
            }

            assertThat(users.failure()).isEmpty();
        }
        assertThat(events(LoginEvent.Kind.REFUSED)).isEmpty();
    }

    @Test
    void rotation_whileAConnectionIsBeingOpened_retiresThatOneToo() throws SQLException {
        try (RotatingDataSource dataSource = database.follow(DRAIN);
                HikariDataSource pool = RotatingHikariPool.open(dataSource, config())) {
            // Not all of the pool is there yet: its adder opens connections while the login rotates.
            database.rotate();

            awaitSessions(database.accountBefore(), 0);
            awaitSessions(database.account(), SIZE);
            assertThat(pool.isRunning()).isTrue();
        }
    }

    @Test
    void rotation_whilePoolIsSuspended_isMadeUpForWhenItResumes() throws SQLException {
        HikariConfig config = config();
        config.setAllowPoolSuspension(true);
        try (RotatingDataSource dataSource = database.follow(Duration.ofMinutes(10));
                HikariDataSource pool = RotatingHikariPool.open(dataSource, config)) {
            awaitSessions(database.account(), SIZE);
            pool.getHikariPoolMXBean().suspendPool();

            database.rotate();
            await().until(() -> dataSource.retirement().isPresent());

            assertThat(database.sessions(database.accountBefore())).isEqualTo(SIZE);
            pool.getHikariPoolMXBean().resumePool();
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.isValid(5)).isTrue();
            }
        }
    }

    @Test
    void close_whileConnectionsAreRetired_endsTheThreads() throws SQLException {
        try (RotatingDataSource dataSource = database.follow(Duration.ofMinutes(10))) {
            HikariDataSource pool = RotatingHikariPool.open(dataSource, config());
            awaitSessions(database.account(), SIZE);
            database.rotate();
            await().until(() -> !threads().isEmpty());

            pool.close();
            assertThat(dataSource.connections()).isEmpty();
        }

        await().until(() -> threads().isEmpty());
    }

    @Test
    void pools_twoOnOneDataSource_areBothRetiredFrom() throws SQLException {
        try (RotatingDataSource dataSource = database.follow(DRAIN);
                HikariDataSource first = RotatingHikariPool.open(dataSource, config());
                HikariDataSource second = RotatingHikariPool.open(dataSource, config())) {
            awaitSessions(database.account(), 2 * SIZE);

            database.rotate();

            awaitSessions(database.accountBefore(), 0);
            awaitSessions(database.account(), 2 * SIZE);
            assertThat(first.isRunning() && second.isRunning()).isTrue();
        }
    }

    @Test
    void attach_poolOfAFramework_isRetiredFromWithoutADrain() throws SQLException {
        try (RotatingDataSource dataSource = database.follow(Duration.ZERO);
                HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(dataSource);
            pool.setMaximumPoolSize(SIZE);
            RotatingHikariPool.attach(pool, dataSource);
            pool.getConnection().close();
            awaitSessions(database.account(), SIZE);

            database.rotate();

            awaitSessions(database.accountBefore(), 0);
            awaitSessions(database.account(), SIZE);
        }
    }

    @Test
    void unwrap_driversConnection_isFound() throws SQLException {
        try (RotatingDataSource dataSource = database.follow(DRAIN);
                HikariDataSource pool = RotatingHikariPool.open(dataSource, config());
                Connection connection = pool.getConnection()) {
            assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
            assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();
        }
    }

    @Test
    void open_settingsWithALogin_areRefused() {
        HikariConfig config = config();
        config.setUsername("orders");
        try (RotatingDataSource dataSource = database.follow(DRAIN)) {
            assertThatThrownBy(() -> RotatingHikariPool.open(dataSource, config))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("username")
                    .hasMessageContaining("leave it out");
        }
    }

    private static HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(SIZE);
        return config;
    }

    private void awaitSessions(String account, int count) {
        await().until(() -> database.sessions(account), sessions -> sessions == count);
    }

    private Stream<LoginEvent> events(LoginEvent.Kind kind) {
        return database.events().stream().filter(event -> event.kind() == kind);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("opensesame-jdbc-retirement"))
                .toList();
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getInt(1);
        }
    }
}
