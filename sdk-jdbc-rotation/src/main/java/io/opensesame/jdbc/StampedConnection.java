package io.opensesame.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;

/**
 * A connection that knows by which version's login it was opened. Once its time to go has come, it says that it is not
 * valid, so that a pool closes it when it looks; it works on for who has it.
 */
final class StampedConnection extends DelegatingConnection {
    private final Stamp stamp;

    StampedConnection(Connection physical, OpenConnections registry, String versionId) {
        super(physical);
        this.stamp = new Stamp(this, registry, versionId);
    }

    Stamp stamp() {
        return stamp;
    }

    @Override
    public boolean isValid(int timeoutSeconds) throws SQLException {
        return !stamp.due() && delegate().isValid(timeoutSeconds);
    }

    @Override
    public void close() throws SQLException {
        try {
            delegate().close();
        } finally {
            stamp.closed();
        }
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        try {
            delegate().abort(executor);
        } finally {
            stamp.closed();
        }
    }

    /** {@return the driver's connection and the version; nothing secret} */
    @Override
    public String toString() {
        return delegate() + " of version " + stamp.versionId();
    }
}
