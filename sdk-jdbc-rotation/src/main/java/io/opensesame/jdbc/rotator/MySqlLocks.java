package io.opensesame.jdbc.rotator;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;

/** Named locks of MySQL and MariaDB, which end with their session. */
final class MySqlLocks {
    private static final int HASH_BYTES = 24;

    private MySqlLocks() {}

    static boolean lock(Connection connection, String name, Duration wait) throws SQLException {
        Sql sql = new Sql(connection);
        return LockWait.until(
                wait,
                () -> sql.rows("SELECT GET_LOCK(?, 0)", lockName(name)).get(0).flag(1));
    }

    static void unlock(Connection connection, String name) throws SQLException {
        if (!new Sql(connection)
                .rows("SELECT RELEASE_LOCK(?)", lockName(name))
                .get(0)
                .flag(1)) {
            throw new SQLException("this session did not hold the lock of '" + name
                    + "'; connect to the database itself, not through a proxy that shares sessions");
        }
    }

    /** Names have up to 64 characters, in one space for the whole server. */
    static String lockName(String name) {
        return "opensesame_" + HexFormat.of().formatHex(Sql.hash(name), 0, HASH_BYTES);
    }
}
