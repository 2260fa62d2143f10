package io.opensesame.jdbc.load;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Threads that run transactions one after the other. Each counts up a row of its own, in some statements of which the
 * first sees what the transaction before left, and the last that nothing was cut.
 */
final class TransactionLoad implements AutoCloseable {
    private static final long UNKNOWN = -1;

    /**
     * Between transactions a user has something else to do; without it, the test would measure how long CPUs are waited
     * for.
     */
    private static final Duration LONGEST_THOUGHT = Duration.ofMillis(80);

    private final DataSource pool;
    private final String table;
    private final String sessionQuery;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLongArray expected;
    private final AtomicLongArray succeeded;
    private final AtomicLong total = new AtomicLong();
    private volatile Phase phase = new Phase("warm-up");
    private volatile boolean ended;

    TransactionLoad(DataSource pool, String table, String sessionQuery, int count, long seed) {
        this.pool = pool;
        this.table = table;
        this.sessionQuery = sessionQuery;
        this.expected = new AtomicLongArray(count);
        this.succeeded = new AtomicLongArray(count);
        for (int i = 0; i < count; i++) {
            int row = i;
            Thread thread = new Thread(() -> use(row, new SplittableRandom(seed + row)), "load-" + row);
            thread.start();
            threads.add(thread);
        }
    }

    private void use(int row, SplittableRandom random) {
        while (!ended) {
            try {
                transaction(row, random.nextInt(1, 4));
                succeeded.incrementAndGet(row);
                total.incrementAndGet();
                LockSupport.parkNanos(random.nextLong(LONGEST_THOUGHT.toNanos()));
            } catch (SQLException | RuntimeException e) {
                expected.set(row, UNKNOWN); // whether a commit without an answer took place, nobody knows
                phase.failed(e);
            }
        }
    }

    private void transaction(int row, int updates) throws SQLException {
        Phase begunIn = phase;
        long start = System.nanoTime();
        try (Connection connection = pool.getConnection()) {
            begunIn.borrowed(System.nanoTime() - start);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                long session = number(statement, sessionQuery);
                long before = number(statement, "SELECT n FROM " + table + " WHERE id = " + row);
                require(expected.get(row) == UNKNOWN || before == expected.get(row), "what was committed is there");
                for (int i = 0; i < updates; i++) {
                    statement.executeUpdate("UPDATE " + table + " SET n = n + 1 WHERE id = " + row);
                }
                long after = number(statement, "SELECT n FROM " + table + " WHERE id = " + row);
                require(after == before + updates, "a transaction sees what it did");
                require(session == number(statement, sessionQuery), "a transaction stays in its session");
                connection.commit();
                expected.set(row, after);
            }
        }
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalStateException("not so: " + rule);
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Begins another stretch. */
    Phase begin(String name) {
        Phase next = new Phase(name);
        phase = next;
        return next;
    }

    /** Waits until so many more transactions were committed. */
    void awaitTransactions(long more) {
        long target = total.get() + more;
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofMinutes(1))
                .until(() -> total.get() >= target);
    }

    /** Waits until each thread has committed so many more. */
    void awaitTransactionsOfEach(int more) {
        long[] target = new long[succeeded.length()];
        for (int i = 0; i < target.length; i++) {
            target[i] = succeeded.get(i) + more;
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            boolean reached = true;
            for (int i = 0; i < target.length; i++) {
                reached &= succeeded.get(i) >= target[i];
            }
            return reached;
        });
    }

    @Override
    public void close() {
        ended = true;
        await().atMost(Duration.ofMinutes(1)).until(() -> threads.stream().noneMatch(Thread::isAlive));
    }
}
