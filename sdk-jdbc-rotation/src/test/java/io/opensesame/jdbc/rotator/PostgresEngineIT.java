package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.jdbc.database.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresEngineIT {
    private static final TestPostgres POSTGRES = TestPostgres.shared();

    private final PostgresEngine engine = new PostgresEngine();

    @Test
    void of_postgres_findsThisEngine() throws SQLException {
        try (Connection connection = POSTGRES.administrator()) {
            assertThat(DatabaseEngines.of(connection, DatabaseEngines.with(List.of())))
                    .isInstanceOf(PostgresEngine.class);
        }
    }

    @Test
    void of_noEngine_namesTheProductAndItsVersion() throws SQLException {
        try (Connection connection = POSTGRES.administrator()) {
            assertThatThrownBy(() -> DatabaseEngines.of(connection, List.of(new MySqlEngine())))
                    .hasMessageContaining("PostgreSQL 18.")
                    .hasMessageContaining("[MySQL]")
                    .hasMessageContaining("provide a DatabaseEngine");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "it's \"quoted\"", "semi;colon -- {fn x} ?", "back\\slash", "größe漢字", "MiXed"})
    void setPassword_anyName_logsInWithItAlone(String name) throws SQLException {
        String role = name + TestPostgres.unique("");
        POSTGRES.execute("CREATE ROLE " + PostgresRoles.quoted(role) + " LOGIN PASSWORD 'old'");

        try (Connection administrator = POSTGRES.administrator()) {
            engine.setPassword(administrator, role, "p'w\"\\ {d $1$ ?");
        }

        login(role, "p'w\"\\ {d $1$ ?").close();
        assertThatThrownBy(() -> login(role, "old")).isInstanceOf(SQLException.class);
    }

    @Test
    void setPassword_anyAccount_leavesThePasswordInNoLog() throws SQLException {
        String role = role("old");
        String password = "canary-" + role + "-canary";

        try (Connection administrator = POSTGRES.administrator()) {
            engine.setPassword(administrator, role, password);
            engine.cloneAccount(administrator, role, role + "_clone", password + "2");
        }

        login(role, password).close();
        assertThat(POSTGRES.logLines())
                .noneMatch(line -> line.contains(password))
                .anyMatch(line -> line.contains(role));
    }

    @Test
    void setPassword_ownSession_needsNoAdministrator() throws SQLException {
        String role = role("old");

        try (Connection own = login(role, "old")) {
            engine.setPassword(own, role, "new");
        }

        login(role, "new").close();
    }

    @Test
    void setPassword_serverWithOtherIterations_usesThem() throws SQLException {
        String role = role("old");

        try (Connection administrator = POSTGRES.administrator()) {
            new Sql(administrator).run("SET scram_iterations = 8192");
            engine.setPassword(administrator, role, "new");
            assertThat(new Sql(administrator)
                            .rows("SELECT rolpassword FROM pg_authid WHERE rolname = ?", role)
                            .get(0)
                            .text(1))
                    .startsWith("SCRAM-SHA-256$8192:");
        }

        login(role, "new").close();
    }

    @Test
    void setPassword_nameThatTheServerWouldCut_changesNoOther() throws SQLException {
        String cut = "r".repeat(63);
        POSTGRES.execute("CREATE ROLE " + cut + " LOGIN PASSWORD 'old'");

        try (Connection administrator = POSTGRES.administrator()) {
            assertThatThrownBy(() -> engine.setPassword(administrator, cut + "_clone", "new"))
                    .hasMessageContaining("69 bytes, but PostgreSQL takes 63");
        }

        login(cut, "old").close();
    }

    @Test
    void setPassword_unknownRoleOrCharactersThatAreNotAscii_isRefused() throws SQLException {
        try (Connection administrator = POSTGRES.administrator()) {
            assertThatThrownBy(() -> engine.setPassword(administrator, "nobody", "new"))
                    .hasMessageContaining("nobody");
            assertThatThrownBy(() -> engine.setPassword(administrator, "nobody", "pässword"))
                    .hasMessageContaining("printable ASCII")
                    .hasMessageNotContaining("pässword");
        }
    }

    @Test
    void cloneAccount_roleWithPrivileges_actsAsTheRole() throws SQLException {
        String role = role("old");
        String clone = role + "_clone";
        POSTGRES.execute(
                "CREATE SCHEMA s_" + role + " AUTHORIZATION " + role,
                "ALTER ROLE " + role + " SET search_path = \"s_" + role + "\", pg_catalog",
                "ALTER ROLE " + role + " SET opensesame.text = 'it''s \\ mine'",
                "ALTER ROLE " + role + " IN DATABASE postgres SET statement_timeout = '17s'",
                "ALTER ROLE " + role + " CONNECTION LIMIT 7 VALID UNTIL '2099-01-01' NOINHERIT");

        try (Connection administrator = POSTGRES.administrator()) {
            engine.cloneAccount(administrator, role, clone, "first");
            engine.cloneAccount(administrator, role, clone, "second");
        }

        try (Connection session = login(clone, "second")) {
            Sql sql = new Sql(session);
            sql.run("CREATE TABLE made (id int)");
            sql.run("CREATE FUNCTION one() RETURNS int LANGUAGE sql RETURN 1");
            assertThat(text(session, "SELECT session_user")).isEqualTo(clone);
            assertThat(text(
                            session,
                            "SELECT tableowner FROM pg_tables WHERE tablename = 'made' AND schemaname = 's_" + role
                                    + "'"))
                    .isEqualTo(role);
            assertThat(text(session, "SHOW opensesame.text")).isEqualTo("it's \\ mine");
            assertThat(text(session, "SHOW statement_timeout")).isEqualTo("17s");
            assertThat(text(
                            session,
                            "SELECT rolconnlimit || ' ' || (rolvaliduntil > '2098-01-01') FROM pg_roles"
                                    + " WHERE rolname = session_user"))
                    .isEqualTo("7 true");
        }
        try (Connection session = login(role, "old")) {
            new Sql(session).run("DROP TABLE made");
            new Sql(session).run("DROP FUNCTION one()");
        }
    }

    @Test
    void cloneAccount_afterTheRoleLostWhatItHad_losesItToo() throws SQLException {
        String role = role("old");
        String clone = role + "_clone";
        POSTGRES.execute(
                "CREATE TABLE t_" + role + " (id int)",
                "GRANT SELECT ON t_" + role + " TO " + role,
                "ALTER ROLE " + role + " SET statement_timeout = '17s'");
        try (Connection administrator = POSTGRES.administrator()) {
            engine.cloneAccount(administrator, role, clone, "first");
            POSTGRES.execute(
                    "REVOKE SELECT ON t_" + role + " FROM " + role, "ALTER ROLE " + role + " RESET statement_timeout");

            engine.cloneAccount(administrator, role, clone, "second");
        }

        try (Connection session = login(clone, "second")) {
            assertThat(text(session, "SHOW statement_timeout")).isEqualTo("0");
            assertThatThrownBy(() -> text(session, "SELECT count(*) FROM t_" + role))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void cloneAccount_administratorWithCreateRoleAlone_isEnough() throws SQLException {
        String administrator = role("boss");
        POSTGRES.execute("ALTER ROLE " + administrator + " CREATEROLE");
        String role = role("old");
        POSTGRES.execute("GRANT " + role + " TO " + administrator + " WITH ADMIN TRUE, INHERIT FALSE, SET FALSE");

        try (Connection session = login(administrator, "boss")) {
            engine.setPassword(session, role, "new");
            engine.cloneAccount(session, role, role + "_clone", "first");
            engine.cloneAccount(session, role, role + "_clone", "second");
        }

        login(role, "new").close();
        try (Connection session = login(role + "_clone", "second")) {
            assertThat(text(session, "SELECT current_user")).isEqualTo(role);
        }
    }

    @Test
    void cloneAccount_accountThatIsAMemberOfTheClone_changesNothing() throws SQLException {
        String role = role("old");
        try (Connection administrator = POSTGRES.administrator()) {
            engine.cloneAccount(administrator, role, role + "_clone", "first");

            assertThatThrownBy(() -> engine.cloneAccount(administrator, role + "_clone", role, "turned"))
                    .hasMessageContaining("is a member of it, so it is no clone");
        }

        login(role, "old").close();
    }

    @Test
    void cloneAccount_nameOfAnotherRole_changesNothing() throws SQLException {
        String role = role("old");
        String other = role("others");

        try (Connection administrator = POSTGRES.administrator()) {
            assertThatThrownBy(() -> engine.cloneAccount(administrator, role, other, "new"))
                    .hasMessageContaining("is no clone of '" + role + "'");
        }

        login(other, "others").close();
    }

    @Test
    void cloneAccount_failureInTheMiddle_leavesNoRole() throws SQLException {
        String role = role("old");
        String administrator = role("boss");
        POSTGRES.execute("ALTER ROLE " + administrator + " CREATEROLE");

        try (Connection session = login(administrator, "boss")) {
            assertThatThrownBy(() -> engine.cloneAccount(session, role, role + "_clone", "new"))
                    .isInstanceOf(SQLException.class);
            assertThat(session.getAutoCommit()).isTrue();
            assertThat(text(session, "SELECT count(*) FROM pg_roles WHERE rolname = '" + role + "_clone'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void lock_heldByAnotherSession_isHadOnceThatSessionEnds() throws SQLException {
        String name = TestPostgres.unique("acs:kms:secret");
        try (Connection second = POSTGRES.administrator()) {
            Connection first = POSTGRES.administrator();
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
    void lock_interrupted_endsAndStaysInterrupted() throws SQLException {
        String name = TestPostgres.unique("secret");
        try (Connection first = POSTGRES.administrator();
                Connection second = POSTGRES.administrator()) {
            assertThat(engine.lock(first, name, Duration.ZERO)).isTrue();

            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> engine.lock(second, name, Duration.ofMinutes(5)))
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void quoting_anyText_isTakenAsItIs() throws SQLException {
        try (Connection administrator = POSTGRES.administrator()) {
            Sql sql = new Sql(administrator);
            for (String text : Texts.odd(200)) {
                assertThat(sql.rows("SELECT " + PostgresRoles.literal(text))
                                .get(0)
                                .text(1))
                        .isEqualTo(text);
            }
            administrator.setAutoCommit(false);
            for (String text : Texts.odd(50)) {
                sql.run("CREATE ROLE " + PostgresRoles.quoted("q" + text));
                assertThat(sql.rows("SELECT count(*) FROM pg_roles WHERE rolname = ?", "q" + text)
                                .get(0)
                                .text(1))
                        .isEqualTo("1");
            }
            administrator.rollback();
        }
    }

    private static String role(String password) throws SQLException {
        String role = TestPostgres.unique("engine");
        POSTGRES.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + password + "'");
        return role;
    }

    private static Connection login(String role, String password) throws SQLException {
        return DriverManager.getConnection(POSTGRES.url("postgres"), role, password);
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
