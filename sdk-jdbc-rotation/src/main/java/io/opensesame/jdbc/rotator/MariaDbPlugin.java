package io.opensesame.jdbc.rotator;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;

/** The ways in which MariaDB stores passwords of which the stored form can be computed here. */
enum MariaDbPlugin {
    /** The SHA-1 of the SHA-1. */
    NATIVE_PASSWORD("mysql_native_password") {
        @Override
        String hash(String password) {
            return MariaDbHashes.nativePassword(password);
        }
    },

    /** The public key of Ed25519 whose private key is the password. */
    ED25519("ed25519") {
        @Override
        String hash(String password) {
            return MariaDbHashes.ed25519(password);
        }
    };

    private final String pluginName;

    MariaDbPlugin(String pluginName) {
        this.pluginName = pluginName;
    }

    String pluginName() {
        return pluginName;
    }

    /** Returns what the server stores of a password; it holds no quotes. */
    abstract String hash(String password);

    /**
     * Finds the plugin of an account.
     *
     * @param own whether it is the session's own account, which may read about itself without a privilege
     * @throws SQLFeatureNotSupportedException if it is another one, or there are several
     */
    static MariaDbPlugin of(Sql sql, MySqlAccount account, boolean own) throws SQLException {
        String statement = sql.rows("SHOW CREATE USER" + (own ? "" : " " + account.quoted()))
                .get(0)
                .text(1);
        return of(account, MySqlTokens.of(statement));
    }

    static MariaDbPlugin of(MySqlAccount account, MySqlTokens statement) throws SQLException {
        int identified = statement.indexOf(0, "IDENTIFIED");
        List<MySqlTokens.Token> tokens = statement.tokens();
        if (identified < 0 || tokens.get(identified + 1).is("BY")) {
            return NATIVE_PASSWORD; // which this version of the server does not name
        }
        String name = tokens.get(identified + 2).text();
        for (MariaDbPlugin plugin : values()) {
            if (plugin.pluginName.equalsIgnoreCase(name) && statement.indexOf(identified, "OR") < 0) {
                return plugin;
            }
        }
        throw new SQLFeatureNotSupportedException(
                "account " + account.quoted() + " logs in by " + name
                        + (statement.indexOf(identified, "OR") < 0 ? "" : " or others")
                        + ", of which no password can be set from here; give it mysql_native_password or ed25519 alone",
                "0A000");
    }
}
