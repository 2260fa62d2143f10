package io.opensesame.jdbc.rotator;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an account of MySQL or MariaDB may do, by the statements that SHOW GRANTS prints: privileges by the object that
 * they are on, one by one (those on columns, too), and roles. The right to pass them on is kept as a privilege or role
 * of its own.
 */
final class MySqlGrants {
    private static final String ALL = "ALL PRIVILEGES";
    private static final String GRANT_OPTION = "GRANT OPTION";
    private static final String USAGE = "USAGE";

    private final Map<String, Set<String>> privileges = new LinkedHashMap<>();
    private final Map<String, Boolean> roles = new LinkedHashMap<>();
    private String defaultRole = "NONE";

    private MySqlGrants() {}

    /**
     * Reads the grants of an account.
     *
     * @throws SQLFeatureNotSupportedException if there is one that cannot be given to another account
     */
    static MySqlGrants of(Sql sql, MySqlAccount account) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (Sql.Row row : sql.rows("SHOW GRANTS FOR " + account.quoted())) {
            statements.add(row.text(1));
        }
        return of(account, statements);
    }

    static MySqlGrants of(MySqlAccount account, List<String> statements) throws SQLException {
        MySqlGrants grants = new MySqlGrants();
        for (String statement : statements) {
            grants.read(account, MySqlTokens.of(statement));
        }
        return grants;
    }

    /**
     * {@code GRANT privilege, … ON object TO account …}, without ON for roles, or {@code SET DEFAULT ROLE role FOR}.
     */
    private void read(MySqlAccount account, MySqlTokens statement) throws SQLException {
        List<MySqlTokens.Token> tokens = statement.tokens();
        int to = statement.indexOf(0, "TO");
        if (tokens.get(0).is("SET") && tokens.size() > 4) {
            defaultRole = statement.text(3, statement.indexOf(3, "FOR"));
        } else if (!tokens.get(0).is("GRANT") || to < 0 || tokens.get(1).is("PROXY")) {
            throw new SQLFeatureNotSupportedException(
                    "account " + account.quoted() + " has a grant that no other account can be given from here ("
                            + statement.text(0, Math.min(2, tokens.size()))
                            + " …); revoke it, or rotate with one account",
                    "0A000");
        } else if (!tokens.get(to + 1).is("PUBLIC")) {
            read(statement, to);
        }
    }

    private void read(MySqlTokens statement, int to) {
        int on = statement.indexOf(0, "ON");
        int option = statement.indexOf(to, "OPTION");
        if (on < 0 || on > to) {
            statement.list(1, to).forEach(role -> roles.put(role, option >= 0));
            return;
        }
        Set<String> here = privileges.computeIfAbsent(statement.text(on + 1, to), object -> new LinkedHashSet<>());
        statement.list(1, on).forEach(privilege -> here.addAll(byColumn(privilege)));
        if (option >= 0) {
            here.add(GRANT_OPTION);
        }
        here.remove(USAGE);
    }

    /** Splits {@code SELECT (`a`, `b`)} into one for each column. */
    private static List<String> byColumn(String privilege) {
        MySqlTokens tokens = MySqlTokens.of(privilege);
        int open =
                tokens.tokens().stream().map(MySqlTokens.Token::text).toList().indexOf("(");
        if (open < 0) {
            return List.of(privilege);
        }
        return tokens.tokens().stream()
                .filter(token -> token.depth() > 0 && !"(),".contains(token.text()))
                .map(column -> tokens.text(0, open) + " (" + column.text() + ")")
                .toList();
    }

    String defaultRole() {
        return defaultRole;
    }

    /** Returns the statements that give all of this to an account; nothing is lost if it has it already. */
    List<String> grantsTo(String grantee) {
        List<String> statements = new ArrayList<>();
        privileges.forEach((object, names) -> {
            List<String> plain =
                    names.stream().filter(name -> !name.equals(GRANT_OPTION)).toList();
            if (!names.isEmpty()) {
                statements.add("GRANT " + (plain.isEmpty() ? USAGE : String.join(", ", plain)) + " ON " + object
                        + " TO " + grantee + (names.contains(GRANT_OPTION) ? " WITH GRANT OPTION" : ""));
            }
        });
        roles.forEach((role, admin) ->
                statements.add("GRANT " + role + " TO " + grantee + (admin ? " WITH ADMIN OPTION" : "")));
        return statements;
    }

    /** Returns the statements that take from an account, which has this, what another set of grants does not have. */
    List<String> revokesBeyond(MySqlGrants kept, String grantee) {
        List<String> statements = new ArrayList<>();
        privileges.forEach((object, names) -> {
            Set<String> keep = kept.privileges.getOrDefault(object, Set.of());
            names.stream()
                    .filter(name -> !keep.contains(name) && (name.equals(GRANT_OPTION) || !keep.contains(ALL)))
                    .forEach(name -> statements.add("REVOKE " + name + " ON " + object + " FROM " + grantee));
        });
        roles.forEach((role, admin) -> {
            if (!kept.roles.containsKey(role)) {
                statements.add("REVOKE " + role + " FROM " + grantee);
            } else if (admin && !kept.roles.getOrDefault(role, false)) {
                statements.add("REVOKE ADMIN OPTION FOR " + role + " FROM " + grantee);
            }
        });
        return statements;
    }
}
