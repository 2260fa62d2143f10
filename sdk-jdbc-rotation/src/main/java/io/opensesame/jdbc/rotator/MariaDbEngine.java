package io.opensesame.jdbc.rotator;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;

/**
 * MariaDB, version 10.4 or later, through MariaDB's driver or MySQL's. Passwords of accounts with the plugins
 * {@code mysql_native_password} and {@code ed25519} are set as hashes that are computed here, so that neither the
 * server nor its logs see them. An account keeps its plugin; one whose plugin stores anything else is refused.
 */
final class MariaDbEngine implements DatabaseEngine {
    @Override
    public String name() {
        return "MariaDB";
    }

    @Override
    public boolean supports(DatabaseMetaData metaData) throws SQLException {
        return MySqlEngine.isMariaDb(metaData);
    }

    @Override
    public PasswordRules passwordRules() {
        return MySqlEngine.RULES;
    }

    @Override
    public boolean lock(Connection connection, String name, Duration wait) throws SQLException {
        return MySqlLocks.lock(connection, name, wait);
    }

    @Override
    public void unlock(Connection connection, String name) throws SQLException {
        MySqlLocks.unlock(connection, name);
    }

    @Override
    public void setPassword(Connection connection, String account, String password) throws SQLException {
        Sql sql = new Sql(connection);
        for (MySqlAccount each : MySqlAccount.of(sql, account)) {
            boolean own = each.isOwn(sql);
            MariaDbPlugin plugin = MariaDbPlugin.of(sql, each, own);
            sql.run("SET PASSWORD " + (own ? "" : "FOR " + each.quoted() + " ") + "= '" + plugin.hash(password) + "'");
        }
    }

    @Override
    public void cloneAccount(Connection administrator, String account, String clone, String password)
            throws SQLException {
        new MySqlClone(new Sql(administrator), new Dialect()).make(account, clone, password);
    }

    /** As MariaDB has it. */
    private static final class Dialect implements MySqlClone.Dialect {
        @Override
        public String authentication(Sql sql, MySqlAccount original, String password) throws SQLException {
            MariaDbPlugin plugin = MariaDbPlugin.of(sql, original, false);
            return "IDENTIFIED VIA " + plugin.pluginName() + " USING '" + plugin.hash(password) + "'";
        }

        @Override
        public void alignDefaultRoles(Sql sql, MySqlAccount original, MySqlAccount clone) {
            // SHOW GRANTS tells the default role.
        }
    }
}
