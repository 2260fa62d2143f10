package io.opensesame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mchange.v2.c3p0.DataSources;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.DataSourceConnectionFactory;
import org.apache.commons.dbcp2.PoolableConnectionFactory;
import org.apache.commons.dbcp2.PoolingDataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Pools that OpenSesame has no part for lose their old connections by validating them when they are borrowed. */
class OtherPoolsIT {
    private static final int SIZE = 3;
    private static final Duration DRAIN = Duration.ofMillis(300);

    private RotatingDatabase database;
    private RotatingDataSource dataSource;

    @BeforeEach
    void start() throws SQLException {
        database = new RotatingDatabase();
        dataSource = database.follow(DRAIN);
    }

    @AfterEach
    void stop() {
        dataSource.close();
        database.close();
    }

    @Test
    void dbcp2_validatingOnBorrow_losesOldConnectionsOverTheDrainTime() throws SQLException {
        PoolableConnectionFactory factory =
                new PoolableConnectionFactory(new DataSourceConnectionFactory(dataSource), null);
        GenericObjectPool<org.apache.commons.dbcp2.PoolableConnection> objects = new GenericObjectPool<>(factory);
        factory.setPool(objects);
        objects.setTestOnBorrow(true);
        try (PoolingDataSource<org.apache.commons.dbcp2.PoolableConnection> pool = new PoolingDataSource<>(objects)) {
            pool.setAccessToUnderlyingConnectionAllowed(true);
            assertFollows(pool);
        }
    }

    @Test
    void c3p0_testingOnCheckout_losesOldConnectionsOverTheDrainTime() throws SQLException {
        DataSource pool =
                DataSources.pooledDataSource(dataSource, Map.of("maxPoolSize", SIZE, "testConnectionOnCheckout", true));
        try {
            assertFollows(pool);
        } finally {
            DataSources.destroy(pool);
        }
    }

    @Test
    void tomcat_testingOnBorrow_losesOldConnectionsOverTheDrainTime() throws SQLException {
        PoolProperties properties = new PoolProperties();
        properties.setDataSource(dataSource);
        properties.setTestOnBorrow(true);
        properties.setValidationInterval(0);
        properties.setMaxActive(SIZE);
        properties.setJmxEnabled(false);
        org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource(properties);
        try {
            assertFollows(pool);
        } finally {
            pool.close();
        }
    }

    private void assertFollows(DataSource pool) throws SQLException {
        borrowAll(pool);
        assertThat(database.sessions(database.account())).isGreaterThanOrEqualTo(SIZE);

        try (Connection busy = pool.getConnection()) {
            busy.setAutoCommit(false);
            assertThat(RotatingDatabase.account(busy)).isEqualTo(database.account());
            database.rotate();

            await().until(() -> {
                borrow(pool);
                return database.sessions(database.accountBefore()) == 1;
            });

            assertThat(RotatingDatabase.account(busy)).isEqualTo(database.accountBefore());
            busy.commit();
        }
        await().until(() -> {
            borrowAll(pool);
            return database.sessions(database.accountBefore()) == 0;
        });
        assertThat(dataSource.retirement()).isEmpty();
        assertThat(database.events())
                .extracting(LoginEvent::kind)
                .contains(LoginEvent.Kind.DRAINED)
                .doesNotContain(LoginEvent.Kind.REFUSED, LoginEvent.Kind.FAILED);
        try (Connection connection = pool.getConnection()) {
            // Tomcat's unwraps once only; the others would go the whole way at once.
            Connection stamped =
                    connection.isWrapperFor(PGConnection.class) ? connection : connection.unwrap(Connection.class);
            assertThat(stamped.unwrap(PGConnection.class).getBackendPID()).isPositive();
        }
    }

    /** Borrows as many as the pool may have. */
    private static void borrowAll(DataSource pool) throws SQLException {
        List<Connection> borrowed = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            borrowed.add(pool.getConnection());
            assertThat(RotatingDatabase.account(borrowed.get(i))).isNotEmpty();
        }
        for (Connection connection : borrowed) {
            connection.close();
        }
    }

    /** Borrows all but the one that the test has in use. */
    private static void borrow(DataSource pool) throws SQLException {
        try (Connection first = pool.getConnection();
                Connection second = pool.getConnection()) {
            assertThat(RotatingDatabase.account(first)).isNotEmpty();
            assertThat(RotatingDatabase.account(second)).isNotEmpty();
        }
    }
}
