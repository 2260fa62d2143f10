package io.opensesame.jdbc;

import io.opensesame.error.SecretFormatException;
import io.opensesame.secrets.TypedVersion;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The database that logins are for: a URL, which may have gaps that the secret fills, and what its driver is told. */
final class LoginTarget {
    /*
     * Of the URL, nothing but its gaps is touched: lists of hosts, schemes of XA or load balancing and parameters,
     * those for TLS among them, are the driver's. Properties: the builder's, over them the secret's, over them the login.
     */
    private enum Gap {
        HOST,
        PORT,
        DATABASE;

        /** {@return the name of the gap, and of the member that fills it} */
        String member() {
            return name().toLowerCase(Locale.ROOT);
        }

        String mark() {
            return "{" + member() + "}";
        }

        Optional<String> filling(DatabaseLogin login) {
            return switch (this) {
                case HOST -> login.host().map(LoginTarget::bracketed);
                case PORT -> login.port();
                case DATABASE -> login.database();
            };
        }
    }

    /** A login in a URL would win over the one that is followed, in some drivers. */
    private static final Pattern LOGIN_IN_URL = Pattern.compile(
            "[?&;,(]\\s*(user|username|password)\\s*=|//([^/?;]*|[^/?;]*:[^=]*)@|^jdbc:oracle:[a-z0-9]+:[^@/]+/[^@]*@",
            Pattern.CASE_INSENSITIVE);

    private final String url;
    private final @Nullable Driver driver;
    private final Properties driverProperties;

    private LoginTarget(String url, @Nullable Driver driver, Properties driverProperties) {
        this.url = url;
        this.driver = driver;
        this.driverProperties = driverProperties;
    }

    /** Checks what can be checked before the secret is read. */
    static LoginTarget of(RotatingDataSource.Builder builder) {
        String url = builder.url;
        if (url == null) {
            throw new IllegalArgumentException("a rotating data source needs the URL of its database: call url(...)");
        }
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException("the URL of a database begins with jdbc:, such as"
                    + " jdbc:postgresql://db:5432/orders; this one does not: " + ShownUrl.of(url));
        }
        if (LOGIN_IN_URL.matcher(url).find()) {
            throw new IllegalArgumentException("the URL " + ShownUrl.of(url)
                    + " must hold no user and no password: the login is that of the secret; remove them");
        }
        return new LoginTarget(url, builder.driver, (Properties) builder.driverProperties.clone());
    }

    /**
     * Checks that the secret fills all gaps, and that there is a driver for the URL.
     *
     * @throws SecretFormatException if a gap is left open
     * @throws IllegalArgumentException if no driver takes the URL
     */
    void check(TypedVersion<DatabaseLogin> version) {
        String filled = filled(version);
        try {
            driver(filled);
        } catch (SQLException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Connects with a login; the driver's failure is passed on as it is. */
    Connection connect(TypedVersion<DatabaseLogin> version) throws SQLException {
        String filled;
        try {
            filled = filled(version);
        } catch (SecretFormatException e) {
            throw new LoginUnavailableException(
                    version.source().name(), "no login for " + this + ": " + e.getMessage(), e);
        }
        Connection connection = driver(filled).connect(filled, properties(version.value()));
        if (connection == null) {
            throw new SQLException("the driver that was given does not take the URL " + this, SqlStates.CANNOT_CONNECT);
        }
        return connection;
    }

    private String filled(TypedVersion<DatabaseLogin> version) {
        String filled = url;
        for (Gap gap : Gap.values()) {
            if (filled.contains(gap.mark())) {
                String filling = gap.filling(version.value()).orElseThrow(() -> unfilled(version, gap));
                filled = filled.replace(gap.mark(), filling);
            }
        }
        return filled;
    }

    private SecretFormatException unfilled(TypedVersion<DatabaseLogin> version, Gap gap) {
        String name = version.source().name();
        return new SecretFormatException(
                name,
                version.versionId(),
                "secret '" + name + "' version '" + version.versionId() + "' does not tell the " + gap.member()
                        + " for " + gap.mark() + " in the URL " + this + ": add a member '" + gap.member()
                        + "' to it, or write the " + gap.member() + " into the URL");
    }

    /** An IPv6 address stands in brackets in a URL. */
    private static String bracketed(String host) {
        return host.indexOf(':') != host.lastIndexOf(':') && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private Driver driver(String filled) throws SQLException {
        return driver != null ? driver : DriverSearch.driverFor(filled);
    }

    /** A driver may change what it is given, so each connection has its own. */
    private Properties properties(DatabaseLogin login) {
        Properties properties = (Properties) driverProperties.clone();
        login.exposeDriverProperties().forEach(properties::setProperty);
        properties.setProperty("user", login.username());
        properties.setProperty("password", login.exposePassword());
        return properties;
    }

    /** {@return the URL without parameters and login, which may be secret} */
    @Override
    public String toString() {
        return ShownUrl.of(url);
    }
}
