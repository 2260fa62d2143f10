package io.opensesame.benchmarks.scenario;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Threads that borrow a connection from a pool again and again, run one query with it, and pause. */
final class BorrowerGroup {
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final DataSource pool;
    private final List<Log> logs = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /** What one thread saw; written by it alone, and read after its end. */
    private static final class Log {
        private final List<Long> borrowNanos = new ArrayList<>();
        private long failedBorrows;
        private long failedQueries;
    }

    /**
     * What all threads saw.
     *
     * @param borrowMillis how long each borrow took, failed ones too, sorted
     * @param failedBorrows borrows that failed
     * @param failedQueries queries on a borrowed connection that failed
     */
    record Outcome(List<Double> borrowMillis, long failedBorrows, long failedQueries) {
        /** Returns a percentile of the borrows' times. */
        String percentile(double part) {
            int index = (int) Math.min(borrowMillis.size() - 1L, (long) (part * borrowMillis.size()));
            return "%,.2f".formatted(borrowMillis.get(index));
        }
    }

    private BorrowerGroup(DataSource pool) {
        this.pool = pool;
    }

    /** Starts the threads. */
    static BorrowerGroup start(DataSource pool, int count) {
        BorrowerGroup group = new BorrowerGroup(pool);
        for (int i = 0; i < count; i++) {
            Log log = new Log();
            Thread thread = new Thread(() -> group.borrow(log), "borrower-" + i);
            thread.setDaemon(true);
            group.logs.add(log);
            group.threads.add(thread);
        }
        group.threads.forEach(Thread::start);
        return group;
    }

    private void borrow(Log log) {
        while (!stopped) {
            borrowOnce(log);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void borrowOnce(Log log) {
        long start = System.nanoTime();
        try (Connection connection = pool.getConnection()) {
            log.borrowNanos.add(System.nanoTime() - start);
            query(connection, log);
        } catch (SQLException e) {
            log.borrowNanos.add(System.nanoTime() - start);
            log.failedBorrows++;
        }
    }

    private static void query(Connection connection, Log log) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        } catch (SQLException e) {
            log.failedQueries++;
        }
    }

    /** Lets the threads finish what they do, and returns what they saw. */
    Outcome stop(Duration limit) throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join(limit.toMillis());
            if (thread.isAlive()) {
                throw new IllegalStateException(thread.getName() + " has not ended within " + limit);
            }
        }
        return new Outcome(
                logs.stream()
                        .flatMap(log -> log.borrowNanos.stream())
                        .sorted()
                        .map(nanos -> nanos / (double) TimeUnit.MILLISECONDS.toNanos(1))
                        .toList(),
                logs.stream().mapToLong(log -> log.failedBorrows).sum(),
                logs.stream().mapToLong(log -> log.failedQueries).sum());
    }
}
