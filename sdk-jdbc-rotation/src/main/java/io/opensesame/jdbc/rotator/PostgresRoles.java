package io.opensesame.jdbc.rotator;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The roles of a PostgreSQL server, changed by statements with quoted names. Names of functions and tables are
 * qualified, so that no search path can lead them elsewhere.
 *
 * <p>A clone is a member of the role that it is like, and becomes that role when it logs in, by a setting {@code role}
 * of its own. So it has the role's privileges, present and future, and what it creates belongs to the role. What a role
 * has for itself is copied: whether it may log in, its connection limit and expiry, the attribute REPLICATION, which is
 * checked before the setting applies, and its settings.
 */
final class PostgresRoles {
    /** Settings that are lists of names, which ALTER ROLE would take as one name if they came as one text. */
    private static final Set<String> NAME_LISTS =
            Set.of("search_path", "temp_tablespaces", "local_preload_libraries", "session_preload_libraries");

    private static final int FIRST_VERSION_WITH_MEMBERSHIP_OPTIONS = 16;

    private final Sql sql;

    PostgresRoles(Sql sql) {
        this.sql = sql;
    }

    Sql sql() {
        return sql;
    }

    void setPassword(String name, String verifier) throws SQLException {
        checkLength(name);
        sql.run("ALTER ROLE " + quoted(name) + " PASSWORD '" + verifier + "'");
    }

    /** Makes a role that is like another, or brings it up to that. */
    void makeAlike(String account, String clone, String verifier) throws SQLException {
        checkLength(account);
        checkLength(clone);
        Role base = find(account)
                .orElseThrow(() -> new SQLException(
                        "role '" + account + "' does not exist, so no other can be made" + " like it", "42704"));
        Optional<Role> existing = find(clone);
        if (existing.isPresent() && isMember(base, existing.get())) {
            throw new SQLException(
                    "role '" + clone + "' exists, and '" + account + "' is a member of it, so it is no clone: choose"
                            + " another name",
                    "42710");
        }
        if (existing.isEmpty()) {
            sql.run("CREATE ROLE " + quoted(clone));
            grant(account, clone);
        } else if (!isMember(existing.get(), base)) {
            throw new SQLException(
                    "role '" + clone + "' exists, but is no clone of '" + account + "': grant '" + account
                            + "' to it if it is to be one, or choose another name",
                    "42710");
        } else if (!isFullMember(existing.get(), base)) {
            grant(account, clone);
        }
        alignAttributes(base, clone, existing, verifier);
        copySettings(base, find(clone).orElseThrow());
    }

    private void grant(String account, String clone) throws SQLException {
        sql.run("GRANT " + quoted(account) + " TO " + quoted(clone)
                + (hasMembershipOptions() ? " WITH INHERIT TRUE, SET TRUE" : ""));
    }

    private void alignAttributes(Role base, String clone, Optional<Role> existing, String verifier)
            throws SQLException {
        boolean replicates = existing.map(Role::replication).orElse(false);
        String replication =
                base.replication() == replicates ? "" : base.replication() ? " REPLICATION" : " NOREPLICATION";
        sql.run("ALTER ROLE " + quoted(clone) + " INHERIT" + (base.login() ? " LOGIN" : " NOLOGIN") + replication
                + " CONNECTION LIMIT " + base.connectionLimit() + " VALID UNTIL " + literal(base.validUntil())
                + " PASSWORD '" + verifier + "'");
    }

    /** Settings of a role apply when that very role logs in, so a member does not have them by its membership. */
    private void copySettings(Role base, Role clone) throws SQLException {
        for (Setting old : settings(clone)) {
            sql.run(alter(clone, old) + " RESET " + quoted(old.name()));
        }
        boolean hasRole = false;
        for (Setting setting : settings(base)) {
            hasRole |= setting.name().equals("role") && setting.database().isEmpty();
            set(clone, setting);
        }
        if (!hasRole) {
            set(clone, new Setting("", "role", base.name()));
        }
    }

    private void set(Role clone, Setting setting) throws SQLException {
        if (NAME_LISTS.contains(setting.name())) {
            // Set for this transaction as the plain text that it is, and taken over from there.
            sql.rows("SELECT pg_catalog.set_config(?, ?, true)", setting.name(), setting.value());
            sql.run(alter(clone, setting) + " SET " + quoted(setting.name()) + " FROM CURRENT");
        } else {
            sql.run(alter(clone, setting) + " SET " + quoted(setting.name()) + " TO " + literal(setting.value()));
        }
    }

    private static String alter(Role role, Setting setting) throws SQLException {
        String database = setting.database().isEmpty() ? "" : " IN DATABASE " + quoted(setting.database());
        return "ALTER ROLE " + quoted(role.name()) + database;
    }

    private Optional<Role> find(String name) throws SQLException {
        return sql
                .rows(
                        "SELECT oid, rolname, rolcanlogin, rolreplication, rolconnlimit,"
                                + " coalesce(rolvaliduntil::text, 'infinity')"
                                + " FROM pg_catalog.pg_roles WHERE rolname = ?",
                        name)
                .stream()
                .findFirst()
                .map(row -> new Role(
                        Long.parseLong(row.text(1)),
                        row.text(2),
                        row.flag(3),
                        row.flag(4),
                        Integer.parseInt(row.text(5)),
                        row.text(6)));
    }

    private boolean isMember(Role member, Role of) throws SQLException {
        return !sql.rows(
                        "SELECT 1 FROM pg_catalog.pg_auth_members WHERE member = ?::oid AND roleid = ?::oid",
                        member.oid(),
                        of.oid())
                .isEmpty();
    }

    /** Tells whether a member both has the privileges and may become the role. */
    private boolean isFullMember(Role member, Role of) throws SQLException {
        return !hasMembershipOptions()
                || sql.rows(
                                "SELECT bool_or(inherit_option) AND bool_or(set_option)"
                                        + " FROM pg_catalog.pg_auth_members WHERE member = ?::oid AND roleid = ?::oid",
                                member.oid(),
                                of.oid())
                        .get(0)
                        .flag(1);
    }

    private boolean hasMembershipOptions() throws SQLException {
        return sql.connection().getMetaData().getDatabaseMajorVersion() >= FIRST_VERSION_WITH_MEMBERSHIP_OPTIONS;
    }

    private List<Setting> settings(Role role) throws SQLException {
        return sql
                .rows(
                        "SELECT coalesce(d.datname, ''), pg_catalog.split_part(c.item, '=', 1),"
                                + " pg_catalog.substr(c.item, pg_catalog.strpos(c.item, '=') + 1)"
                                + " FROM pg_catalog.pg_db_role_setting s"
                                + " LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase,"
                                + " pg_catalog.unnest(s.setconfig) AS c(item) WHERE s.setrole = ?::oid",
                        role.oid())
                .stream()
                .map(row -> new Setting(row.text(1), row.text(2), row.text(3)))
                .toList();
    }

    /** The server cuts longer names off, and would then change another role than the one that is named. */
    private void checkLength(String name) throws SQLException {
        int max = Integer.parseInt(sql.rows("SELECT pg_catalog.current_setting('max_identifier_length')")
                .get(0)
                .text(1));
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > max) {
            throw new SQLException(
                    "role name '" + name + "' has " + bytes + " bytes, but PostgreSQL takes " + max, "42622");
        }
    }

    /** Quotes a name; a NUL would end the statement on its way. */
    static String quoted(String name) throws SQLException {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new SQLException("a name in PostgreSQL must have a character, and no NUL among them", "42602");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Quotes a text so that it means the same whatever {@code standard_conforming_strings} is. */
    static String literal(String text) {
        String quoted = "'" + text.replace("'", "''").replace("\\", "\\\\") + "'";
        return text.indexOf('\\') < 0 ? quoted : " E" + quoted;
    }

    /** What a role has for itself. */
    private record Role(
            long oid, String name, boolean login, boolean replication, int connectionLimit, String validUntil) {}

    /** A setting of a role, in one database or, if that is empty, in all. */
    private record Setting(String database, String name, String value) {}
}
