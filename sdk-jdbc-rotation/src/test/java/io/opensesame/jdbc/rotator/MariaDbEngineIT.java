package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.jdbc.database.TestMariaDb;
import io.opensesame.jdbc.database.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MariaDbEngineIT {
    private static final TestMariaDb MARIADB = TestMariaDb.shared();

    private final MariaDbEngine engine = new MariaDbEngine();

    @Test
    void of_mariaDbThroughEitherDriver_findsThisEngine() throws SQLException {
        String user = user("old");
        for (String url : new String[] {MARIADB.url(""), MARIADB.mysqlUrl("")}) {
            try (Connection connection = DriverManager.getConnection(url, user, "old")) {
                assertThat(DatabaseEngines.of(connection, DatabaseEngines.with(List.of())))
                        .isInstanceOf(MariaDbEngine.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "it's \"q\"", "semi; -- {fn x} ?", "back\\sl", "tick`ed", "a@b"})
    void setPassword_anyName_logsInWithItAlone(String name) throws SQLException {
        String user = TestPostgres.unique(name);
        MARIADB.execute("CREATE USER " + new MySqlAccount(user, "%").quoted() + " IDENTIFIED BY 'old'");
        login(user, "old").close();

        try (Connection administrator = MARIADB.administrator()) {
            engine.setPassword(administrator, user, "p'w\"\\ {d ?ä");
        }

        login(user, "p'w\"\\ {d ?ä").close();
        assertThatThrownBy(() -> login(user, "old")).isInstanceOf(SQLException.class);
    }

    @Test
    void setPassword_severalHosts_setsAllOfThem() throws SQLException {
        String user = user("old");
        MARIADB.execute("CREATE USER '" + user + "'@'127.0.0.1' IDENTIFIED BY 'older'");

        try (Connection administrator = MARIADB.administrator()) {
            engine.setPassword(administrator, user, "new");
        }

        login(user, "new").close();
        MARIADB.execute("DROP USER '" + user + "'@'127.0.0.1'");
        login(user, "new").close();
    }

    @Test
    void setPassword_anyAccount_leavesThePasswordInNoLog() throws SQLException {
        String user = user("old");
        String password = "canary-" + user + "-canary";

        try (Connection administrator = MARIADB.administrator()) {
            engine.setPassword(administrator, user, password);
            engine.cloneAccount(administrator, user, user + "_clone", password + "2");
        }

        login(user, password).close();
        login(user + "_clone", password + "2").close();
        assertThat(MARIADB.logLines())
                .noneMatch(line -> line.contains(password))
                .anyMatch(line -> line.contains(user));
    }

    @Test
    void setPassword_ownSessionThroughEitherDriver_needsNoAdministrator() throws SQLException {
        String user = user("old");

        try (Connection own = login(user, "old")) {
            engine.setPassword(own, user, "new");
        }
        try (Connection own = DriverManager.getConnection(MARIADB.mysqlUrl(""), user, "new")) {
            engine.setPassword(own, user, "newer");
        }

        login(user, "newer").close();
    }

    @Test
    void setPassword_otherAccountWithoutRights_saysWhatToGrant() throws SQLException {
        String user = user("old");
        String other = user("others");

        try (Connection own = login(user, "old")) {
            assertThatThrownBy(() -> engine.setPassword(own, other, "new")).hasMessageContaining("grant");
        }

        login(other, "others").close();
    }

    @Test
    void setPassword_unknownAccountOrOneWithoutPassword_isRefused() throws SQLException {
        String user = TestPostgres.unique("socket");
        MARIADB.execute("CREATE USER '" + user + "'@'%' IDENTIFIED VIA unix_socket");

        try (Connection administrator = MARIADB.administrator()) {
            assertThatThrownBy(() -> engine.setPassword(administrator, "nobody", "new"))
                    .hasMessageContaining("no account of user name 'nobody'");
            assertThatThrownBy(() -> engine.setPassword(administrator, user, "new"))
                    .hasMessageContaining("unix_socket");
        }
    }

    @Test
    void cloneAccount_accountWithGrants_mayDoTheSame() throws SQLException {
        String user = user("old");
        String clone = user + "_clone";
        String database = TestPostgres.unique("db`x");
        String quoted = MySqlAccount.quoted(database);
        MARIADB.execute(
                "CREATE DATABASE " + quoted,
                "CREATE TABLE " + quoted + ".t (a int, b int)",
                "CREATE TABLE " + quoted + ".u (a int)",
                "CREATE ROLE r_" + user,
                "GRANT INSERT ON " + quoted + ".t TO r_" + user,
                "GRANT r_" + user + " TO '" + user + "'@'%'",
                "SET DEFAULT ROLE r_" + user + " FOR '" + user + "'@'%'",
                "GRANT SELECT (a), UPDATE (a, b) ON " + quoted + ".t TO '" + user + "'@'%'",
                "GRANT CREATE, DROP ON " + quoted + ".* TO '" + user + "'@'%'",
                "GRANT SELECT ON " + quoted + ".u TO '" + user + "'@'%' WITH GRANT OPTION",
                "ALTER USER '" + user + "'@'%' WITH MAX_USER_CONNECTIONS 7");

        try (Connection administrator = MARIADB.administrator()) {
            engine.cloneAccount(administrator, user, clone, "first");
            engine.cloneAccount(administrator, user, clone, "second");
            assertThat(grants(administrator, clone)).isEqualTo(grants(administrator, user));
            assertThat(new Sql(administrator)
                            .rows("SELECT max_user_connections FROM mysql.user WHERE User = ?", clone)
                            .get(0)
                            .text(1))
                    .isEqualTo("7");
        }

        try (Connection session = login(clone, "second")) {
            Sql sql = new Sql(session);
            sql.run("INSERT INTO " + quoted + ".t VALUES (1, 2)");
            sql.run("UPDATE " + quoted + ".t SET b = 3");
            sql.run("CREATE TABLE " + quoted + ".made (a int)");
            assertThat(sql.rows("SELECT a FROM " + quoted + ".t").get(0).text(1))
                    .isEqualTo("1");
            assertThatThrownBy(() -> sql.rows("SELECT b FROM " + quoted + ".t")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void cloneAccount_administratorWithTheDocumentedRights_isEnoughThroughEitherDriver() throws SQLException {
        String administrator = user("boss");
        String user = user("old");
        String boss = "'" + administrator + "'@'%'";
        MARIADB.execute(
                "GRANT CREATE USER ON *.* TO " + boss,
                "GRANT SELECT, UPDATE ON mysql.* TO " + boss,
                "GRANT SELECT, INSERT ON d_" + user + ".* TO " + boss + " WITH GRANT OPTION",
                "CREATE ROLE r_" + user,
                "GRANT r_" + user + " TO " + boss + " WITH ADMIN OPTION",
                "GRANT r_" + user + " TO '" + user + "'@'%'",
                "SET DEFAULT ROLE r_" + user + " FOR '" + user + "'@'%'",
                "GRANT SELECT, INSERT ON d_" + user + ".* TO '" + user + "'@'%'");

        for (String url : new String[] {MARIADB.url(""), MARIADB.mysqlUrl("")}) {
            try (Connection session = DriverManager.getConnection(url, administrator, "boss")) {
                engine.setPassword(session, user, "new");
                engine.cloneAccount(session, user, user + "_clone", "first");
                assertThat(engine.lock(session, user, Duration.ZERO)).isTrue();
                engine.unlock(session, user);
                assertThat(grants(session, user + "_clone")).isEqualTo(grants(session, user));
            }
            login(user, "new").close();
            login(user + "_clone", "first").close();
            MARIADB.execute(
                    "REVOKE INSERT ON d_" + user + ".* FROM '" + user + "'@'%'",
                    "SET DEFAULT ROLE NONE FOR '" + user + "'@'%'");
        }
    }

    @Test
    void mySqlEngine_onMariaDb_setsThePasswordOfAnotherAccount() throws SQLException {
        String administrator = user("boss");
        String user = user("old");
        MARIADB.execute("GRANT CREATE USER ON *.* TO '" + administrator + "'@'%'");
        MARIADB.execute("GRANT SELECT ON mysql.* TO '" + administrator + "'@'%'");

        try (Connection session = DriverManager.getConnection(MARIADB.mysqlUrl(""), administrator, "boss")) {
            new MySqlEngine().setPassword(session, user, "p'w\"\\ {d ?");
        }

        login(user, "p'w\"\\ {d ?").close();
    }

    @Test
    void cloneAccount_afterTheAccountLostWhatItHad_losesItToo() throws SQLException {
        String user = user("old");
        String clone = user + "_clone";
        MARIADB.execute(
                "GRANT ALL PRIVILEGES ON d_" + user + ".* TO '" + user + "'@'%' WITH GRANT OPTION",
                "GRANT SELECT ON e_" + user + ".* TO '" + user + "'@'%'",
                "CREATE ROLE r_" + user,
                "GRANT r_" + user + " TO '" + user + "'@'%' WITH ADMIN OPTION");
        try (Connection administrator = MARIADB.administrator()) {
            engine.cloneAccount(administrator, user, clone, "first");
            assertThat(grants(administrator, clone)).isEqualTo(grants(administrator, user));
            MARIADB.execute(
                    "REVOKE ALL PRIVILEGES, GRANT OPTION FROM '" + user + "'@'%'",
                    "GRANT SELECT ON d_" + user + ".* TO '" + user + "'@'%'");

            engine.cloneAccount(administrator, user, clone, "second");

            assertThat(grants(administrator, clone))
                    .isEqualTo(grants(administrator, user))
                    .hasSize(2);
        }
    }

    @Test
    void cloneAccount_whatCannotBeCloned_changesNothing() throws SQLException {
        String user = user("old");
        String other = user("others");
        String elsewhere = TestPostgres.unique("elsewhere");
        MARIADB.execute(
                "INSERT INTO mysql.proxies_priv (Host, User, Proxied_host, Proxied_user, With_grant, Grantor) VALUES ('%', '"
                        + user + "', '%', '" + other + "', 0, '')",
                "FLUSH PRIVILEGES",
                "CREATE USER '" + elsewhere + "'@'10.0.0.1' IDENTIFIED BY 'theirs'");

        try (Connection administrator = MARIADB.administrator()) {
            assertThatThrownBy(() -> engine.cloneAccount(administrator, user, user + "_clone", "new"))
                    .hasMessageContaining("GRANT PROXY");
            assertThat(MySqlAccount.find(new Sql(administrator), user + "_clone"))
                    .isEmpty();
            assertThatThrownBy(() -> engine.cloneAccount(administrator, other, elsewhere, "new"))
                    .hasMessageContaining("drop it");
        }
    }

    @Test
    void lock_heldByAnotherSession_isHadOnceThatSessionEnds() throws SQLException {
        String name =
                TestPostgres.unique("acs:kms:a-name-that-is-longer-than-the-64-characters-a-lock-may-have:secret");
        try (Connection second = MARIADB.administrator()) {
            Connection first = MARIADB.administrator();
            assertThat(engine.lock(first, name, Duration.ZERO)).isTrue();
            assertThat(engine.lock(second, name, Duration.ofMillis(150))).isFalse();
            assertThat(engine.lock(second, name + "x", Duration.ZERO)).isTrue();

            first.close();

            assertThat(engine.lock(second, name, Duration.ofSeconds(20))).isTrue();
            engine.unlock(second, name);
            assertThatThrownBy(() -> engine.unlock(second, name)).hasMessageContaining("did not hold the lock");
        }
    }

    @Test
    void quoting_anyText_isTakenAsItIs() throws SQLException {
        try (Connection administrator = MARIADB.administrator()) {
            Sql sql = new Sql(administrator);
            for (String mode : new String[] {"", "NO_BACKSLASH_ESCAPES", "ANSI_QUOTES"}) {
                sql.run("SET sql_mode = '" + mode + "'");
                for (String text : Texts.odd(100)) {
                    assertThat(sql.rows("SELECT " + MySqlAccount.literal(sql, text))
                                    .get(0)
                                    .text(1))
                            .isEqualTo(text);
                    assertThat(sql.rows("SELECT 1 FROM (SELECT 2 AS " + MySqlAccount.quoted("q" + text)
                                    + ") AS one WHERE " + MySqlAccount.quoted("q" + text) + " = 2"))
                            .hasSize(1);
                }
            }
        }
    }

    private static List<String> grants(Connection administrator, String user) throws SQLException {
        String quoted = new MySqlAccount(user, "%").quoted();
        return new Sql(administrator)
                .rows("SHOW GRANTS FOR " + quoted).stream()
                        .map(row -> row.text(1).replace(quoted, "it").replaceAll("'\\*.*'", "password"))
                        .sorted()
                        .toList();
    }

    private static String user(String password) throws SQLException {
        String user = TestPostgres.unique("engine");
        MARIADB.execute("CREATE USER '" + user + "'@'%' IDENTIFIED BY '" + password + "'");
        return user;
    }

    private static Connection login(String user, String password) throws SQLException {
        return DriverManager.getConnection(MARIADB.url(""), user, password);
    }
}
