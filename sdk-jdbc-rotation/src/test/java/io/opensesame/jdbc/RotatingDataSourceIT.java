package io.opensesame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.OpenSesame;
import io.opensesame.jdbc.database.TestPostgres;
import io.opensesame.localkms.LocalKms;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RotatingDataSourceIT {
    private final TestPostgres postgres = TestPostgres.shared();
    private final String role = TestPostgres.unique("orders");
    private LocalKms kms;
    private OpenSesame sesame;

    @BeforeEach
    void start() throws SQLException {
        postgres.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'first'");
        kms = LocalKms.start();
        sesame = TestClients.connectedTo(kms).build();
    }

    @AfterEach
    void stop() {
        sesame.close();
        kms.close();
    }

    @Test
    void getConnection_afterRotation_logsInWithTheNewPassword() throws SQLException {
        kms.createSecret("orders/db", login("first"));
        try (RotatingDataSource dataSource = RotatingDataSource.builder(sesame.secrets(), "orders/db")
                .url(postgres.url("postgres"))
                .build()) {
            postgres.execute("ALTER ROLE " + role + " PASSWORD 'second'");
            kms.putSecretValue("orders/db", login("second"));

            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet user = statement.executeQuery("SELECT current_user")) {
                user.next();
                assertThat(user.getString(1)).isEqualTo(role);
            }
        }
    }

    private String login(String password) {
        return "{\"username\":\"" + role + "\",\"password\":\"" + password + "\"}";
    }
}
