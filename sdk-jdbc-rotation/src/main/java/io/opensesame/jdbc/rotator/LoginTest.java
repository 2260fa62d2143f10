package io.opensesame.jdbc.rotator;

import io.opensesame.jdbc.DatabaseLogin;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Logs in to the database as an application does: with a URL, whose gaps the secret fills, and driver properties. */
final class LoginTest {
    private static final int VALIDATION_SECONDS = 10;

    /** No statement of a rotation takes long, but for the wait for its lock, which is polled. */
    private static final int NETWORK_TIMEOUT_MILLIS = 60_000;

    private final String url;
    private final Properties driverProperties;

    LoginTest(String url, Properties driverProperties) {
        this.url = url;
        this.driverProperties = (Properties) driverProperties.clone();
    }

    Connection connect(DatabaseLogin login) throws SQLException {
        String filled = url.replace("{host}", login.host().orElse(""))
                .replace("{port}", login.port().orElse(""))
                .replace("{database}", login.database().orElse(""));
        Properties properties = (Properties) driverProperties.clone();
        login.exposeDriverProperties().forEach(properties::setProperty);
        properties.setProperty("user", login.username());
        properties.setProperty("password", login.exposePassword());
        Connection connection = driver(filled).connect(filled, properties);
        if (connection == null) {
            throw new SQLException("the driver does not take the URL " + this, "08001");
        }
        connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
        return connection;
    }

    private Driver driver(String filled) throws SQLException {
        try {
            return DriverManager.getDriver(filled);
        } catch (SQLException e) {
            throw new SQLException(
                    "no registered driver takes the URL " + this + "; put the database's driver on the class path",
                    e.getSQLState(),
                    e);
        }
    }

    /** Logs in and asks whether the connection is good; a failure is the database's own. */
    void run(DatabaseLogin login) throws SQLException {
        try (Connection connection = connect(login)) {
            if (!connection.isValid(VALIDATION_SECONDS)) {
                throw new SQLException("the connection was lost right after the login", "08003");
            }
        }
    }

    /** Returns the URL without its parameters and without a login in front of the host: they may be secrets. */
    @Override
    public String toString() {
        String head = url.split("=", 2)[0]; // a password may hold what sets off parameters elsewhere
        int at = head.lastIndexOf('@');
        String place =
                at < 0 ? head : head.substring(0, head.indexOf(':', "jdbc:".length()) + 1) + "..." + head.substring(at);
        return place.split("[?;]", 2)[0];
    }
}
