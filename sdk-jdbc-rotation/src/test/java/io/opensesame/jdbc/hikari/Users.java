package io.opensesame.jdbc.hikari;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** Threads that use a pool without a pause until they are closed, and check what they get. */
final class Users implements AutoCloseable {
    private final DataSource pool;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean ended;

    Users(DataSource pool, int count) {
        this.pool = pool;
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(this::use, "user-" + i);
            thread.start();
            threads.add(thread);
        }
    }

    private void use() {
        try {
            while (!ended) {
                transaction();
            }
        } catch (SQLException | RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void transaction() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            int first = session(statement);
            if (session(statement) != first) {
                throw new SQLException("another session in the middle of a transaction");
            }
            connection.commit();
        }
    }

    private static int session(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("SELECT pg_backend_pid()")) {
            result.next();
            return result.getInt(1);
        }
    }

    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void close() {
        ended = true;
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }
}
