package io.opensesame.jdbc.hikari;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.opensesame.jdbc.ConnectionPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A pool of HikariCP. */
final class HikariConnectionPool implements ConnectionPool {
    /*
     * HikariCP closes a single connection at once only for who has borrowed it. So a probe borrows one, looks at it, and
     * has it closed or gives it back.
     * A thread is given first what it gave back last, else the idle connection that is in the pool for longest: a probe
     * is a thread of its own, and what it is given is almost always of an old login, if any is.
     * If not, it keeps what it was given and borrows the next few, and then gives all back: a quarter of the pool, so
     * that users find the others. That takes microseconds, or the pool's validation of what was long idle.
     * Where all connections are in use and no more can be added, it stands in line like any user, but for a moment only:
     * else a pool that is busy all the time would never have a connection of an old login closed before the end.
     * It never waits where HikariCP would open a connection for it.
     */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final HikariDataSource pool;
    private @Nullable Thread probe; // of the one thread that calls

    HikariConnectionPool(HikariDataSource pool) {
        this.pool = pool;
    }

    @Override
    public boolean evictIdle(Predicate<? super Connection> retired) {
        if ((probe != null && probe.isAlive()) || !obtainable()) {
            return false;
        }
        FutureTask<Boolean> task = new FutureTask<>(() -> probe(retired));
        probe = new Thread(task, "opensesame-jdbc-retirement-probe");
        probe.setDaemon(true);
        probe.start();
        try {
            return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true); // ends its waiting in line; what it has borrowed it gives back
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("HikariCP failed: " + e.getCause(), e.getCause());
        }
        return false;
    }

    /** Whether a connection can be borrowed without one being opened for it. */
    private boolean obtainable() {
        if (!pool.isRunning()) {
            return false;
        }
        HikariPoolMXBean state = pool.getHikariPoolMXBean();
        return state.getIdleConnections() > 0 || state.getTotalConnections() >= pool.getMaximumPoolSize();
    }

    private boolean probe(Predicate<? super Connection> retired) {
        List<Connection> borrowed = new ArrayList<>();
        int most = Math.max(2, pool.getMaximumPoolSize() / 4);
        try {
            do {
                Connection connection = pool.getConnection();
                if (retired.test(connection)) {
                    pool.evictConnection(connection);
                    return true;
                }
                borrowed.add(connection);
            } while (borrowed.size() < most && pool.getHikariPoolMXBean().getIdleConnections() > 0);
            return false;
        } catch (SQLException e) {
            return false; // none came back, or the pool is closed: there is a next time
        } finally {
            borrowed.forEach(HikariConnectionPool::giveBack);
        }
    }

    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // HikariCP has closed it for that
        }
    }

    @Override
    public void evictAll() {
        HikariPoolMXBean state = pool.getHikariPoolMXBean();
        if (state != null && !pool.isClosed()) {
            state.softEvictConnections();
        }
    }

    @Override
    public boolean closed() {
        return pool.isClosed();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HikariConnectionPool that && pool == that.pool;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(pool);
    }
}
