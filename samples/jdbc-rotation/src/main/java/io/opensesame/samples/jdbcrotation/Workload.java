package io.opensesame.samples.jdbcrotation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Threads that make one transaction after the other, as an application does, and know nothing of rotation. */
final class Workload implements AutoCloseable {
    /** Between two transactions of a thread, so that two cores have room for the database, too. */
    private static final long PAUSE_NANOS = 1_000_000;

    private final DataSource pool;
    private final Timeline timeline;
    private final List<Thread> threads;
    private volatile boolean stopped;

    private Workload(int count, DataSource pool, Timeline timeline) {
        this.pool = pool;
        this.timeline = timeline;
        this.threads = IntStream.range(0, count)
                .mapToObj(i -> new Thread(this::run, "orders-" + i))
                .toList();
    }

    static Workload of(int count, DataSource pool, Timeline timeline) {
        return new Workload(count, pool, timeline);
    }

    void start() {
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    private void run() {
        Lane lane = timeline.lane();
        while (!stopped) {
            long beganAtNanos = System.nanoTime();
            try {
                order();
                lane.succeeded(beganAtNanos);
            } catch (SQLException | RuntimeException e) {
                lane.failed(e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Takes an order and reads it again, in one transaction: a connection that is cut in the middle would show. */
    private void order() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            long amount = System.nanoTime();
            long id = insert(connection, amount);
            try (PreparedStatement select = connection.prepareStatement("SELECT amount FROM orders WHERE id = ?")) {
                select.setLong(1, id);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next() || row.getLong(1) != amount) {
                        throw new SQLException("the order " + id + " is not what was taken");
                    }
                }
            }
            connection.commit();
        }
    }

    private static long insert(Connection connection, long amount) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO orders (amount) VALUES (?) RETURNING id")) {
            insert.setLong(1, amount);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.forEach(Workload::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
