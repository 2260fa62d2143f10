package io.opensesame.jdbc;

import io.opensesame.secrets.Secret;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The open connections of one data source, each stamped with the version whose login opened it. */
final class OpenConnections implements AutoCloseable {
    private final List<ConnectionPool> pools = new CopyOnWriteArrayList<>();

    static OpenConnections following(Secret<DatabaseLogin> secret, Duration drain, LoginEvents events) {
        return new OpenConnections();
    }

    /** Stamps a connection that was just opened. */
    Connection opened(String versionId, Connection physical) {
        return physical;
    }

    Map<String, Integer> countByVersion() {
        return Map.of();
    }

    void retireFrom(ConnectionPool pool) {
        pools.add(pool);
    }

    @Override
    public void close() {
        pools.clear();
    }
}
