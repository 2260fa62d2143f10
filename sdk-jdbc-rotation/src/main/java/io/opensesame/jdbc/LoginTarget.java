package io.opensesame.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The database that logins are for: a URL, which may have gaps that the secret fills, and what its driver is told. */
final class LoginTarget {
    private final String url;
    private final @Nullable Driver driver;
    private final Properties driverProperties;

    private LoginTarget(String url, @Nullable Driver driver, Properties driverProperties) {
        this.url = url;
        this.driver = driver;
        this.driverProperties = driverProperties;
    }

    static LoginTarget of(RotatingDataSource.Builder builder) {
        if (builder.url == null) {
            throw new IllegalArgumentException("a rotating data source needs the URL of its database: call url(...)");
        }
        return new LoginTarget(builder.url, builder.driver, (Properties) builder.driverProperties.clone());
    }

    /** Connects with a login; the driver's failure is passed on as it is. */
    Connection connect(DatabaseLogin login) throws SQLException {
        String filled = url.replace("{host}", login.host().orElse(""))
                .replace("{port}", login.port().orElse(""))
                .replace("{database}", login.database().orElse(""));
        Properties properties = (Properties) driverProperties.clone();
        login.exposeDriverProperties().forEach(properties::setProperty);
        properties.setProperty("user", login.username());
        properties.setProperty("password", login.exposePassword());
        Connection connection = (driver == null ? DriverManager.getDriver(filled) : driver).connect(filled, properties);
        if (connection == null) {
            throw new SQLException("the driver does not take the URL " + this, "08001");
        }
        return connection;
    }

    /** {@return the URL up to its parameters, which may hold secrets} */
    @Override
    public String toString() {
        return url.split("[?;]", 2)[0];
    }
}
