package io.opensesame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.jdbc.database.TestMariaDb;
import io.opensesame.jdbc.database.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What real servers say of logins that they refuse, by their drivers; MySQL's driver speaks to MariaDB here. */
class LoginRefusalsIT {
    private final LoginRefusals refusals = LoginRefusals.of(List.of());

    @Test
    void find_postgres_tellsWhy() throws SQLException {
        TestPostgres postgres = TestPostgres.shared();
        String role = TestPostgres.unique("refused");
        postgres.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'right'");
        String url = postgres.url("postgres");

        assertThat(refusal(url, role, "wrong")).contains(LoginRefusal.WRONG_LOGIN);
        assertThat(refusal(url, role + "_unknown", "any")).contains(LoginRefusal.WRONG_LOGIN);
        postgres.execute("ALTER ROLE " + role + " VALID UNTIL '2020-01-01'");
        assertThat(refusal(url, role, "right")).contains(LoginRefusal.WRONG_LOGIN); // it does not say more
        postgres.execute("ALTER ROLE " + role + " NOLOGIN VALID UNTIL 'infinity'");
        assertThat(refusal(url, role, "right")).contains(LoginRefusal.ACCOUNT_LOCKED);
    }

    @Test
    void find_postgresForAnotherReason_isNoRefusal() throws SQLException {
        TestPostgres postgres = TestPostgres.shared();
        String role = TestPostgres.unique("refused");
        postgres.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'right' CONNECTION LIMIT 0");

        assertThat(refusal(postgres.url("postgres"), role, "right")).isEmpty();
        assertThat(refusal(postgres.url("no_such_database"), "postgres", "")).isEmpty();
        assertThat(refusal("jdbc:postgresql://127.0.0.1:1/orders", role, "right"))
                .isEmpty();
    }

    @Test
    void find_mariaDbByBothDrivers_tellsWhy() throws SQLException {
        TestMariaDb mariaDb = TestMariaDb.shared();
        String user = TestPostgres.unique("refused");
        mariaDb.execute(
                "CREATE USER '" + user + "'@'%' IDENTIFIED BY 'right'",
                "CREATE USER '" + user + "_locked'@'%' IDENTIFIED BY 'right' ACCOUNT LOCK");
        for (String url : List.of(mariaDb.url(""), mariaDb.mysqlUrl(""))) {
            assertThat(refusal(url, user, "wrong")).contains(LoginRefusal.WRONG_LOGIN);
            assertThat(refusal(url, user + "_unknown", "any")).contains(LoginRefusal.WRONG_LOGIN);
            assertThat(refusal(url, user + "_locked", "right")).contains(LoginRefusal.ACCOUNT_LOCKED);
        }
        assertThat(refusal(mariaDb.url("no_such_database"), user, "right")).isEmpty();
    }

    /** A server that does not disconnect lets such a login in, and refuses its statements. */
    @Test
    void find_mariaDbThatDisconnectsExpiredPasswords_tellsSo() throws SQLException {
        TestMariaDb mariaDb = TestMariaDb.shared();
        String user = TestPostgres.unique("expired");
        mariaDb.execute(
                "CREATE USER '" + user + "'@'%' IDENTIFIED BY 'right' PASSWORD EXPIRE",
                "SET GLOBAL disconnect_on_expired_password = ON");
        try {
            for (String url : List.of(mariaDb.url(""), mariaDb.mysqlUrl(""))) {
                assertThat(refusal(url, user, "right")).contains(LoginRefusal.PASSWORD_EXPIRED);
            }
        } finally {
            mariaDb.execute("SET GLOBAL disconnect_on_expired_password = OFF");
        }
    }

    private Optional<LoginRefusal> refusal(String url, String user, String password) {
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            throw new AssertionError("the server let " + user + " in: " + connection);
        } catch (SQLException e) {
            return refusals.find(e).map(LoginRefusals.Found::refusal);
        }
    }
}
