package io.opensesame.jdbc;

import io.opensesame.OpenSesame;
import io.opensesame.jdbc.database.TestPostgres;
import io.opensesame.localkms.LocalKms;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A secret with two alternating accounts of a real PostgreSQL, which rotates when a test says so, and what a client
 * sees of it.
 */
public final class RotatingDatabase implements AutoCloseable {
    private static final String SECRET = "orders/db";

    private final TestPostgres postgres = TestPostgres.shared();
    private final List<String> accounts = List.of(TestPostgres.unique("orders"), TestPostgres.unique("orders"));
    private final LocalKms kms = LocalKms.start();
    private final OpenSesame sesame = TestClients.connectedTo(kms).build();
    private final List<LoginEvent> events = new CopyOnWriteArrayList<>();
    private int rotations;

    public RotatingDatabase() throws SQLException {
        for (String account : accounts) {
            postgres.execute("CREATE ROLE " + account + " LOGIN PASSWORD 'password-0'");
        }
        kms.createSecret(SECRET, login());
    }

    public RotatingDataSource follow(Duration drain) {
        return RotatingDataSource.builder(sesame.secrets(), SECRET)
                .url(postgres.url("postgres"))
                .drain(drain)
                .listener(events::add)
                .build();
    }

    /** Gives the other account a new password, and makes it current; the client sees it before this returns. */
    public void rotate() throws SQLException {
        rotations++;
        postgres.execute("ALTER ROLE " + account() + " PASSWORD 'password-" + rotations + "'");
        kms.putSecretValue(SECRET, login());
        sesame.secrets().refresh(SECRET);
    }

    /** Returns the account that is current. */
    public String account() {
        return accounts.get(rotations % 2);
    }

    /** Returns the account that was current before the last rotation. */
    public String accountBefore() {
        return accounts.get((rotations + 1) % 2);
    }

    private String login() {
        return "{\"username\":\"" + account() + "\",\"password\":\"password-" + rotations + "\"}";
    }

    /** Returns what happened so far. */
    public List<LoginEvent> events() {
        return events;
    }

    /** Returns how many sessions of an account the server has. */
    public int sessions(String account) {
        try (Connection connection = postgres.administrator();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE usename = '" + account + "'")) {
            count.next();
            return count.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns whose session a connection is. */
    public static String account(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet user = statement.executeQuery("SELECT current_user")) {
            user.next();
            return user.getString(1);
        }
    }

    @Override
    public void close() {
        sesame.close();
        kms.close();
    }
}
