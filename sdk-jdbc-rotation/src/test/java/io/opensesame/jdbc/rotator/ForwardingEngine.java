package io.opensesame.jdbc.rotator;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The built-in engines; subclasses do something else in places. */
class ForwardingEngine implements DatabaseEngine {
    private final List<DatabaseEngine> engines = DatabaseEngines.with(List.of());

    private DatabaseEngine behind(DatabaseMetaData metaData) throws SQLException {
        for (DatabaseEngine engine : engines) {
            if (engine.supports(metaData)) {
                return engine;
            }
        }
        throw new SQLException("no engine");
    }

    private DatabaseEngine behind(Connection connection) throws SQLException {
        return behind(connection.getMetaData());
    }

    @Override
    public String name() {
        return "forwarding";
    }

    @Override
    public boolean supports(DatabaseMetaData metaData) {
        return true;
    }

    @Override
    public PasswordRules passwordRules() {
        return engines.get(0).passwordRules();
    }

    @Override
    public boolean lock(Connection connection, String name, Duration wait) throws SQLException {
        return behind(connection).lock(connection, name, wait);
    }

    @Override
    public void unlock(Connection connection, String name) throws SQLException {
        behind(connection).unlock(connection, name);
    }

    @Override
    public void setPassword(Connection connection, String account, String password) throws SQLException {
        behind(connection).setPassword(connection, account, password);
    }

    @Override
    public void cloneAccount(Connection administrator, String account, String clone, String password)
            throws SQLException {
        behind(administrator).cloneAccount(administrator, account, clone, password);
    }
}
