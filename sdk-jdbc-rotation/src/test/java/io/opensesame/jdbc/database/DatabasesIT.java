package io.opensesame.jdbc.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The databases check passwords; without that, no other test here would mean anything. */
class DatabasesIT {
    @Test
    void postgres_wrongPassword_isRefusedAndCounted() throws SQLException {
        TestPostgres postgres = TestPostgres.shared();
        String role = TestPostgres.unique("role");
        postgres.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'right'");

        try (Connection connection = DriverManager.getConnection(postgres.url("postgres"), role, "right")) {
            assertThat(connection.isValid(5)).isTrue();
        }
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.url("postgres"), role, "wrong"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        assertThat(postgres.refusedLogins(role)).isEqualTo(1);
    }

    @Test
    void mariaDb_wrongPassword_isRefusedAndCounted() throws SQLException {
        TestMariaDb mariaDb = TestMariaDb.shared();
        mariaDb.execute("CREATE USER 'role'@'%' IDENTIFIED BY 'right'");
        long before = mariaDb.refusedLogins();

        try (Connection connection = DriverManager.getConnection(mariaDb.url(""), "role", "right")) {
            assertThat(connection.isValid(5)).isTrue();
        }
        for (String url : new String[] {mariaDb.url(""), mariaDb.mysqlUrl("")}) {
            assertThatThrownBy(() -> DriverManager.getConnection(url, "role", "wrong"))
                    .isInstanceOfSatisfying(SQLException.class, e -> {
                        assertThat(e.getSQLState()).isEqualTo("28000");
                        assertThat(e.getErrorCode()).isEqualTo(1045);
                    });
        }
        assertThat(mariaDb.refusedLogins() - before).isEqualTo(2);
    }
}
