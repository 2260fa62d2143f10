package io.opensesame.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the attached pools close the connections that have notice. Thread-safe. */
final class ConnectionRetirer implements AutoCloseable {
    /*
     * asleep    no connection with notice, or no pool: nothing is scheduled
     * pacing    connections have notice, none is due: one pass at a time, each closes one idle connection at most, and
     *           the pause to the next is such that the last one goes as it is due
     * overdue   a connection is due: all idle ones that should go are closed, then the pools are told to close all that
     *           they have; once more a little later, since a pool may have been adding one. Then it is theirs.
     * A pass looks at what is open now, and remembers nothing; it is the only one that calls pools.
     * At most one pass is scheduled; one that is asked for while a pass runs follows it.
     */
    private static final Logger LOGGER = LoggerFactory.getLogger(RotatingDataSource.class);
    private static final Duration LONGEST_RECHECK = Duration.ofSeconds(1);
    private static final Duration SHORTEST_RECHECK = Duration.ofMillis(10);

    private final OpenConnections connections;
    private final Duration drain;
    private final ScheduledExecutorService scheduler;
    private final CopyOnWriteArrayList<ConnectionPool> pools = new CopyOnWriteArrayList<>();

    private final Object lock = new Object();
    private @Nullable ScheduledFuture<?> next;

    ConnectionRetirer(OpenConnections connections, Duration drain, ScheduledExecutorService scheduler) {
        this.connections = connections;
        this.drain = drain;
        this.scheduler = scheduler;
    }

    void retireFrom(ConnectionPool pool) {
        pools.addIfAbsent(pool);
        wake();
    }

    boolean hasPools() {
        pools.removeIf(ConnectionRetirer::isClosed);
        return !pools.isEmpty();
    }

    private static boolean isClosed(ConnectionPool pool) {
        try {
            return pool.closed();
        } catch (RuntimeException e) {
            LOGGER.warn("a pool failed to tell whether it is closed", e);
            return false;
        }
    }

    /** Has a pass run now, if there is something to do. */
    void wake() {
        if (!hasPools() || connections.staying().isEmpty()) {
            return;
        }
        synchronized (lock) {
            if (next != null) {
                next.cancel(false);
            }
            schedule(0);
        }
    }

    private void schedule(long delayNanos) {
        try {
            next = scheduler.schedule(this::pass, delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            next = null; // closed
        }
    }

    private void pass() {
        synchronized (lock) {
            next = null;
        }
        if (!hasPools()) {
            return;
        }
        long dueCount = connections.staying().stream().filter(Stamp::due).count();
        boolean overdue = dueCount > 0;
        if (overdue) {
            evictDue(dueCount);
        } else {
            evictOne();
        }
        List<Stamp> left = connections.staying();
        if (left.isEmpty()) {
            return;
        }
        synchronized (lock) {
            if (next == null) {
                schedule(overdue ? recheck().toNanos() : pauseNanos(left));
            }
        }
    }

    private void evictDue(long count) {
        for (long i = 0; i < count && evictOne(); i++) {
            // one after the other, as long as there are idle ones
        }
        List<Stamp> due = connections.staying().stream().filter(Stamp::due).toList();
        if (due.isEmpty()) {
            return;
        }
        pools.forEach(pool -> {
            try {
                pool.evictAll();
            } catch (RuntimeException e) {
                LOGGER.warn("a pool failed to evict its connections", e);
            }
        });
        due.forEach(Stamp::toldToLeave);
    }

    private boolean evictOne() {
        for (ConnectionPool pool : pools) {
            try {
                if (pool.evictIdle(this::goes)) {
                    return true;
                }
            } catch (RuntimeException e) {
                LOGGER.warn("a pool failed to evict a connection", e);
            }
        }
        return false;
    }

    private boolean goes(Connection connection) {
        try {
            if (!connection.isWrapperFor(StampedConnection.class)) {
                return false;
            }
            Stamp stamp = connection.unwrap(StampedConnection.class).stamp();
            if (stamp.registry() != connections || !stamp.staying()) {
                return false;
            }
            stamp.leave();
            return true;
        } catch (SQLException e) {
            return false; // closed meanwhile
        }
    }

    /** The pause after which the next one is to go so that each goes by its due time, evenly spaced. */
    private long pauseNanos(List<Stamp> left) {
        long now = connections.nanoTime();
        long[] untilDue = left.stream()
                .map(Stamp::notice)
                .filter(notice -> notice != null)
                .mapToLong(notice -> notice.dueNanos() - now)
                .sorted()
                .toArray();
        long pause = Long.MAX_VALUE;
        for (int i = 0; i < untilDue.length; i++) {
            pause = Math.min(pause, untilDue[i] / (i + 2));
        }
        // Not ever faster while none is idle, but there when the first is due.
        return Math.min(Math.max(pause, drain.toNanos() / 100), untilDue.length == 0 ? 0 : untilDue[0]);
    }

    private Duration recheck() {
        Duration quarter = drain.dividedBy(4);
        if (quarter.compareTo(LONGEST_RECHECK) > 0) {
            return LONGEST_RECHECK;
        }
        return quarter.compareTo(SHORTEST_RECHECK) < 0 ? SHORTEST_RECHECK : quarter;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        pools.clear();
    }
}
