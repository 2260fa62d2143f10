package io.opensesame.jdbc.rotator;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The engines there are, in the order in which they are asked: a caller's own, those of services, the built-in ones.
 */
final class DatabaseEngines {
    private DatabaseEngines() {}

    static List<DatabaseEngine> with(List<DatabaseEngine> own) {
        List<DatabaseEngine> engines = new ArrayList<>(own);
        ServiceLoader.load(DatabaseEngine.class).forEach(engines::add);
        engines.add(new PostgresEngine());
        engines.add(new MariaDbEngine());
        engines.add(new MySqlEngine());
        return List.copyOf(engines);
    }

    /**
     * Finds the engine of the database behind a connection.
     *
     * @throws SQLFeatureNotSupportedException if none is for it
     */
    static DatabaseEngine of(Connection connection, List<DatabaseEngine> engines) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        for (DatabaseEngine engine : engines) {
            if (engine.supports(metaData)) {
                return engine;
            }
        }
        throw new SQLFeatureNotSupportedException(
                "no engine knows how to change a login of " + metaData.getDatabaseProductName() + " "
                        + metaData.getDatabaseProductVersion() + ", only those of "
                        + engines.stream().map(DatabaseEngine::name).toList()
                        + " are there; provide a DatabaseEngine as a service, or by engine(...)",
                "0A000");
    }
}
