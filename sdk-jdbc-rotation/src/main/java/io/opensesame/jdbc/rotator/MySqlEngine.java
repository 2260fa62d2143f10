package io.opensesame.jdbc.rotator;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * MySQL, version 8.0 or later. Passwords are set by statements that hold them: the server itself replaces them in its
 * logs. What is computed here for MariaDB cannot be for MySQL, whose plugins salt what they store.
 *
 * <p>Not tested on a MySQL server, but on MariaDB through MySQL's driver as far as both are alike.
 *
 * @see "MySQL 8.4 Reference Manual: 8.1.2.3 Passwords and Logging; 15.7.1.1 ALTER USER"
 */
final class MySqlEngine implements DatabaseEngine {
    /** The command line client reads up to 79 characters; connection strings and shells quote these. */
    static final PasswordRules RULES = new PasswordRules(79, "\"'\\`");

    @Override
    public String name() {
        return "MySQL";
    }

    @Override
    public boolean supports(DatabaseMetaData metaData) throws SQLException {
        return metaData.getDatabaseProductName().equalsIgnoreCase("MySQL") && !isMariaDb(metaData);
    }

    /** MySQL's driver calls a MariaDB "MySQL", but tells its version as it is. */
    static boolean isMariaDb(DatabaseMetaData metaData) throws SQLException {
        return metaData.getDatabaseProductName().equalsIgnoreCase("MariaDB")
                || metaData.getDatabaseProductVersion().toLowerCase(Locale.ROOT).contains("mariadb");
    }

    @Override
    public PasswordRules passwordRules() {
        return RULES;
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
            sql.run(setPassword(sql, each, password));
        }
    }

    /** An account may change its own password without a privilege, if it is not named. The plugin stays as it is. */
    private static String setPassword(Sql sql, MySqlAccount account, String password) throws SQLException {
        String whose = account.isOwn(sql) ? "USER()" : account.quoted();
        return "ALTER USER " + whose + " IDENTIFIED BY " + MySqlAccount.literal(sql, password);
    }

    @Override
    public void cloneAccount(Connection administrator, String account, String clone, String password)
            throws SQLException {
        Sql sql = new Sql(administrator);
        new MySqlClone(sql, new Dialect()).make(account, clone, password);
    }

    /** As MySQL has it. */
    private static final class Dialect implements MySqlClone.Dialect {
        @Override
        public String authentication(Sql sql, MySqlAccount original, String password) throws SQLException {
            String plugin = sql.rows(
                            "SELECT plugin FROM mysql.user WHERE User = ? AND Host = ?",
                            original.user(),
                            original.host())
                    .get(0)
                    .text(1);
            return "IDENTIFIED WITH " + MySqlAccount.quoted(plugin) + " BY " + MySqlAccount.literal(sql, password);
        }

        @Override
        public void alignDefaultRoles(Sql sql, MySqlAccount original, MySqlAccount clone) throws SQLException {
            List<String> roles = new ArrayList<>();
            for (Sql.Row role : sql.rows(
                    "SELECT DEFAULT_ROLE_USER, DEFAULT_ROLE_HOST FROM mysql.default_roles WHERE USER = ? AND HOST = ?",
                    original.user(),
                    original.host())) {
                roles.add(new MySqlAccount(role.text(1), role.text(2)).quoted());
            }
            sql.run("ALTER USER " + clone.quoted() + " DEFAULT ROLE "
                    + (roles.isEmpty() ? "NONE" : String.join(", ", roles)));
        }
    }
}
