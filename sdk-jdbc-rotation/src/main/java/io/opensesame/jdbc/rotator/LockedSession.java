package io.opensesame.jdbc.rotator;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session in the database that holds the lock of one secret. What the rotation changes in the database it changes in
 * this session, so that it cannot change anything once the lock is lost.
 */
final class LockedSession implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DatabaseLoginRotator.class);
    private static final int VALIDATION_SECONDS = 10;

    private final Connection connection;
    private final DatabaseEngine engine;
    private final String lockName;
    private final boolean autoCommitBefore;

    private LockedSession(Connection connection, DatabaseEngine engine, String lockName, boolean autoCommitBefore) {
        this.connection = connection;
        this.engine = engine;
        this.lockName = lockName;
        this.autoCommitBefore = autoCommitBefore;
    }

    /** Takes the lock, or returns nothing if another session has it all the time; the connection is the caller's. */
    static Optional<LockedSession> on(Connection connection, DatabaseEngine engine, String lockName, Duration wait)
            throws SQLException {
        boolean autoCommitBefore = connection.getAutoCommit();
        connection.setAutoCommit(true);
        return engine.lock(connection, lockName, wait)
                ? Optional.of(new LockedSession(connection, engine, lockName, autoCommitBefore))
                : Optional.empty();
    }

    DatabaseEngine engine() {
        return engine;
    }

    /** Tells whether the session lives, and so its lock. */
    boolean isHeld() throws SQLException {
        return connection.isValid(VALIDATION_SECONDS);
    }

    void setPassword(String account, String password) throws SQLException {
        engine.setPassword(connection, account, password);
    }

    void cloneAccount(String account, String clone, String password) throws SQLException {
        engine.cloneAccount(connection, account, clone, password);
    }

    /** Gives the lock back. A session that does not is ended: in a pool it would hold the lock for good. */
    @Override
    public void close() {
        try {
            engine.unlock(connection, lockName);
            connection.setAutoCommit(autoCommitBefore);
        } catch (SQLException e) {
            LOGGER.warn("the lock of '{}' was not given back; its session is ended", lockName, e);
            abort();
        }
    }

    private void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOGGER.warn("the session that locked '{}' was not ended", lockName, e);
        }
    }
}
