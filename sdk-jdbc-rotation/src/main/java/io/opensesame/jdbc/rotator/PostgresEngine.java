package io.opensesame.jdbc.rotator;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.List;

/**
 * PostgreSQL, version 10 or later. Passwords are set as SCRAM-SHA-256 verifiers that are computed here, so that neither
 * the server nor its log ever sees them; locks are advisory locks of the session.
 */
final class PostgresEngine implements DatabaseEngine {
    private static final int FIRST_VERSION_WITH_SCRAM = 10;

    /** Tools before version 14 read passwords of up to 99 characters; connection strings and shells quote these. */
    private static final PasswordRules RULES = new PasswordRules(99, "\"'\\");

    private final SecureRandom random = new SecureRandom();

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public boolean supports(DatabaseMetaData metaData) throws SQLException {
        return metaData.getDatabaseProductName().equalsIgnoreCase("PostgreSQL");
    }

    @Override
    public PasswordRules passwordRules() {
        return RULES;
    }

    @Override
    public boolean lock(Connection connection, String name, Duration wait) throws SQLException {
        Sql sql = new Sql(connection);
        return LockWait.until(
                wait,
                () -> sql.rows("SELECT pg_catalog.pg_try_advisory_lock(?)", lockKey(name))
                        .get(0)
                        .flag(1));
    }

    @Override
    public void unlock(Connection connection, String name) throws SQLException {
        if (!new Sql(connection)
                .rows("SELECT pg_catalog.pg_advisory_unlock(?)", lockKey(name))
                .get(0)
                .flag(1)) {
            throw new SQLException("this session did not hold the lock of '" + name
                    + "'; connect to PostgreSQL itself, not through a proxy that shares sessions");
        }
    }

    static long lockKey(String name) {
        return ByteBuffer.wrap(Sql.hash(name)).getLong();
    }

    @Override
    public void setPassword(Connection connection, String account, String password) throws SQLException {
        PostgresRoles roles = new PostgresRoles(new Sql(connection));
        String verifier = verifier(roles, password);
        roles.sql().inTransaction(() -> roles.setPassword(account, verifier));
    }

    @Override
    public void cloneAccount(Connection administrator, String account, String clone, String password)
            throws SQLException {
        PostgresRoles roles = new PostgresRoles(new Sql(administrator));
        String verifier = verifier(roles, password);
        roles.sql().inTransaction(() -> roles.makeAlike(account, clone, verifier));
    }

    private String verifier(PostgresRoles roles, String password) throws SQLException {
        DatabaseMetaData metaData = roles.sql().connection().getMetaData();
        if (metaData.getDatabaseMajorVersion() < FIRST_VERSION_WITH_SCRAM) {
            throw new SQLFeatureNotSupportedException(
                    "PostgreSQL " + metaData.getDatabaseProductVersion() + " has no SCRAM-SHA-256; rotate logins of"
                            + " PostgreSQL " + FIRST_VERSION_WITH_SCRAM + " or later",
                    "0A000");
        }
        byte[] salt = new byte[ScramVerifier.SALT_BYTES];
        random.nextBytes(salt);
        return ScramVerifier.of(password, salt, iterations(roles.sql())).exposeText();
    }

    /** The setting is there from version 16 on. */
    private static int iterations(Sql sql) throws SQLException {
        List<Sql.Row> setting = sql.rows("SELECT pg_catalog.current_setting('scram_iterations', true)");
        String text = setting.get(0).text(1);
        return text.isEmpty() ? ScramVerifier.DEFAULT_ITERATIONS : Integer.parseInt(text);
    }
}
