package io.opensesame.jdbc;

import java.sql.Connection;
import java.util.function.Predicate;

/**
 * A pool of connections from a {@link RotatingDataSource}, as far as retiring the connections of an old login is
 * concerned. The package {@code io.opensesame.jdbc.hikari} has that of HikariCP; for a pool without one, connections
 * are retired when it validates them.
 *
 * <p>Called on the data source's retirement thread, one call at a time.
 */
public interface ConnectionPool {
    /**
     * Closes one connection that is idle, if there is one that should go. It must not wait for one that is in use.
     *
     * @param retired whether a connection from the pool should go
     * @return whether one was closed
     */
    boolean evictIdle(Predicate<? super Connection> retired);

    /** Closes all connections: idle ones now, those in use when they come back. */
    void evictAll();

    /** {@return whether the pool is closed, so that it has nothing to retire any more} */
    boolean closed();
}
