package io.opensesame.jdbc.rotator;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The simplest engine that could work. */
public class PlainPostgresEngine implements DatabaseEngine {
    @Override
    public String name() {
        return "plain PostgreSQL";
    }

    @Override
    public boolean supports(DatabaseMetaData metaData) throws SQLException {
        return metaData.getDatabaseProductName().equals("PostgreSQL");
    }

    @Override
    public PasswordRules passwordRules() {
        return new PasswordRules(100, "");
    }

    @Override
    public boolean lock(Connection connection, String name, Duration wait) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '" + Math.max(1, wait.toSeconds()) + "s'");
            statement.execute("SELECT pg_advisory_lock(hashtext('" + name + "'))");
            return true;
        } catch (SQLException e) {
            if ("55P03".equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void unlock(Connection connection, String name) throws SQLException {
        execute(connection, "SELECT pg_advisory_unlock(hashtext('" + name + "'))");
    }

    @Override
    public void setPassword(Connection connection, String account, String password) throws SQLException {
        execute(connection, "ALTER ROLE " + account + " PASSWORD '" + password + "'");
    }

    @Override
    public void cloneAccount(Connection administrator, String account, String clone, String password)
            throws SQLException {
        try (Statement statement = administrator.createStatement()) {
            try (ResultSet found = statement.executeQuery("SELECT 1 FROM pg_roles WHERE rolname = '" + clone + "'")) {
                if (!found.next()) {
                    execute(administrator, "CREATE ROLE " + clone + " LOGIN");
                }
            }
        }
        execute(administrator, "GRANT " + account + " TO " + clone);
        setPassword(administrator, clone, password);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
