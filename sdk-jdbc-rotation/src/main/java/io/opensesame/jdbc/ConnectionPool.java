package io.opensesame.jdbc;

import java.sql.Connection;
import java.util.function.Predicate;

/**
 * A pool of connections from a {@link RotatingDataSource}, as far as retiring the connections of an old login is
 * concerned. The package {@code io.opensesame.jdbc.hikari} has that of HikariCP; for a pool without one, connections
 * are retired when it validates them.
 *
 * <p>Called on the data source's retirement thread, one call at a time. What it throws is logged, and it is called
 * again. It is told from others by {@code equals}.
 */
public interface ConnectionPool {
    /**
     * Closes one connection that is not in use and should go, if there is one. It may wait a moment for one to come
     * back where all are in use, but must never close one under its user.
     *
     * @param retired whether a connection of the pool, in whatever wrapper, should go; to be closed once this said so
     * @return whether one was closed
     */
    boolean evictIdle(Predicate<? super Connection> retired);

    /** Closes all connections: idle ones now, those in use when they come back. Must not wait. */
    void evictAll();

    /** {@return whether the pool is closed, so that it has nothing to retire any more} */
    boolean closed();
}
