package io.opensesame.jdbc.rotator;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes an account of MySQL or MariaDB like another, at each host that the other is at: its plugin, its demands on TLS,
 * limits, lock and expiry, its privileges and roles.
 *
 * <p>These databases commit each such statement at once. So privileges are granted first and surplus ones revoked after
 * that: a session of the clone that is at work lacks none meanwhile, and what was cut short is completed by repeating.
 */
final class MySqlClone {
    private final Sql sql;
    private final Dialect dialect;

    MySqlClone(Sql sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
    }

    void make(String account, String clone, String password) throws SQLException {
        List<MySqlAccount> originals = MySqlAccount.of(sql, account);
        checkHosts(originals, MySqlAccount.find(sql, clone));
        for (MySqlAccount original : originals) {
            // Read first: what cannot be cloned is found before anything is changed.
            MySqlGrants grants = MySqlGrants.of(sql, original);
            String options = options(original);
            make(original, grants, options, new MySqlAccount(clone, original.host()), password);
        }
    }

    /** A clone at a host of its own would keep what the account cannot have lost there. */
    private static void checkHosts(List<MySqlAccount> originals, List<MySqlAccount> clones) throws SQLException {
        List<String> hosts = originals.stream().map(MySqlAccount::host).toList();
        for (MySqlAccount clone : clones) {
            if (!hosts.contains(clone.host())) {
                throw new SQLException(
                        "account " + clone.quoted() + " exists, but '"
                                + originals.get(0).user() + "' has none at that host: drop it, or choose another name"
                                + " for the clone",
                        "42000");
            }
        }
    }

    private void make(MySqlAccount original, MySqlGrants grants, String options, MySqlAccount clone, String password)
            throws SQLException {
        String grantee = clone.quoted();
        String authentication = dialect.authentication(sql, original, password);
        sql.run("CREATE USER IF NOT EXISTS " + grantee + " " + authentication);
        sql.run("ALTER USER " + grantee + " " + authentication + " " + options);
        grant(grants, grantee);
        MySqlGrants held = MySqlGrants.of(sql, clone);
        List<String> revokes = held.revokesBeyond(grants, grantee);
        for (String revoke : revokes) {
            sql.run(revoke);
        }
        if (!revokes.isEmpty()) {
            grant(grants, grantee); // Revoking ALL PRIVILEGES took those along that remain.
        }
        if (!held.defaultRole().equals(grants.defaultRole())) {
            sql.run("SET DEFAULT ROLE " + grants.defaultRole() + " FOR " + grantee);
        }
        dialect.alignDefaultRoles(sql, original, clone);
    }

    private void grant(MySqlGrants grants, String grantee) throws SQLException {
        for (String grant : grants.grantsTo(grantee)) {
            sql.run(grant);
        }
    }

    private String options(MySqlAccount account) throws SQLException {
        return options(sql.rows("SHOW CREATE USER " + account.quoted()).get(0).text(1));
    }

    /** Returns what follows the authentication in CREATE USER, with the defaults that it leaves out. */
    static String options(String createUser) {
        MySqlTokens statement = MySqlTokens.of(createUser);
        List<MySqlTokens.Token> tokens = statement.tokens();
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (startsOption(tokens, i)) {
                starts.add(i);
            }
        }
        String require = "REQUIRE NONE";
        String limits = "WITH MAX_QUERIES_PER_HOUR 0 MAX_UPDATES_PER_HOUR 0 MAX_CONNECTIONS_PER_HOUR 0"
                + " MAX_USER_CONNECTIONS 0";
        String lock = "ACCOUNT UNLOCK";
        String expiry = "PASSWORD EXPIRE DEFAULT";
        StringBuilder others = new StringBuilder();
        for (int i = 0; i < starts.size(); i++) {
            int start = starts.get(i);
            String option = statement.text(start, i + 1 < starts.size() ? starts.get(i + 1) : tokens.size());
            if (tokens.get(start).is("REQUIRE")) {
                require = option;
            } else if (tokens.get(start).is("WITH")) {
                limits = option;
            } else if (tokens.get(start).is("ACCOUNT")) {
                lock = option;
            } else if (tokens.get(start + 1).is("EXPIRE")) {
                expiry = option;
            } else {
                others.append(' ').append(option);
            }
        }
        return require + " " + limits + " " + lock + " " + expiry + others;
    }

    private static boolean startsOption(List<MySqlTokens.Token> tokens, int at) {
        MySqlTokens.Token token = tokens.get(at);
        String next = tokens.get(at + 1).text();
        return (token.is("REQUIRE") && !tokens.get(at - 1).is("PASSWORD"))
                || (token.is("WITH") && next.startsWith("MAX_"))
                || token.is("ACCOUNT")
                || (token.is("PASSWORD")
                        && List.of("EXPIRE", "HISTORY", "REUSE", "REQUIRE").contains(next))
                || token.is("FAILED_LOGIN_ATTEMPTS")
                || token.is("PASSWORD_LOCK_TIME")
                || token.is("COMMENT")
                || token.is("ATTRIBUTE");
    }

    /** What MySQL and MariaDB say differently. */
    interface Dialect {
        /** Returns how an account like another is to log in, with a password. */
        String authentication(Sql sql, MySqlAccount original, String password) throws SQLException;

        /** Gives the default roles of one account to another, if SHOW GRANTS does not tell them. */
        void alignDefaultRoles(Sql sql, MySqlAccount original, MySqlAccount clone) throws SQLException;
    }
}
