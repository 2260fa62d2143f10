package io.opensesame.jdbc.rotator;

import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.List;
import java.util.Optional;

/**
 * An account of MySQL or MariaDB: a user name at a host pattern, of which a user name may have several.
 *
 * @param user the user name
 * @param host the host pattern
 */
record MySqlAccount(String user, String host) {
    private static final int NO_PRIVILEGE_ON_TABLE = 1142;
    private static final int NO_PRIVILEGE_ON_DATABASE = 1044;
    private static final int NO_SUCH_ACCOUNT = 1133;

    /**
     * Returns all accounts of a user name. One that may not read the list of accounts is told of itself alone.
     *
     * @throws SQLException if there are none, or if the list may not be read
     */
    static List<MySqlAccount> of(Sql sql, String user) throws SQLException {
        List<MySqlAccount> accounts = find(sql, user);
        if (accounts.isEmpty()) {
            throw new SQLException("the database has no account of user name '" + user + "'", "42000", NO_SUCH_ACCOUNT);
        }
        return accounts;
    }

    /** Returns all accounts of a user name, or none. */
    static List<MySqlAccount> find(Sql sql, String user) throws SQLException {
        try {
            return sql.rows("SELECT Host FROM mysql.user WHERE User = ? ORDER BY Host", user).stream()
                    .map(row -> new MySqlAccount(user, row.text(1)))
                    .toList();
        } catch (SQLException e) {
            if (e.getErrorCode() == NO_PRIVILEGE_ON_TABLE || e.getErrorCode() == NO_PRIVILEGE_ON_DATABASE) {
                return List.of(own(sql).filter(own -> own.user().equals(user)).orElseThrow(() -> refused(user, e)));
            }
            throw e;
        }
    }

    private static SQLException refused(String user, SQLException cause) {
        return new SQLSyntaxErrorException(
                "the accounts of '" + user + "' cannot be listed: grant this administrator SELECT ON mysql.*",
                cause.getSQLState(),
                cause.getErrorCode(),
                cause);
    }

    /** Returns the account that the session was let in as. */
    static Optional<MySqlAccount> own(Sql sql) throws SQLException {
        String text = sql.rows("SELECT CURRENT_USER()").get(0).text(1);
        int at = text.lastIndexOf('@');
        return at < 0 ? Optional.empty() : Optional.of(new MySqlAccount(text.substring(0, at), text.substring(at + 1)));
    }

    boolean isOwn(Sql sql) throws SQLException {
        return own(sql).filter(this::equals).isPresent();
    }

    /** Returns the account as it stands in statements. */
    String quoted() throws SQLException {
        return quoted(user) + "@" + quoted(host);
    }

    /** Quotes a name by backticks, which no mode of the server changes. */
    static String quoted(String name) throws SQLException {
        if (name.indexOf('\0') >= 0) {
            throw new SQLException("a name in the database must not hold NUL", "42000");
        }
        return '`' + name.replace("`", "``") + '`';
    }

    /** Quotes a text as the session's mode wants it. */
    static String literal(Sql sql, String text) throws SQLException {
        boolean plainBackslashes = sql.rows("SELECT @@sql_mode LIKE '%NO_BACKSLASH_ESCAPES%'")
                .get(0)
                .flag(1);
        String doubled = text.replace("'", "''");
        return "'" + (plainBackslashes ? doubled : doubled.replace("\\", "\\\\")) + "'";
    }
}
