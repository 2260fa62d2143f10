package io.opensesame.jdbc;

import io.opensesame.OpenSesame;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A driver for tools and frameworks that take a URL and nothing else: it connects by the database's own driver, with
 * the login in a secret, and follows its rotation as {@link RotatingDataSource} does.
 *
 * <pre>{@code
 * jdbc:opensesame:postgresql://db:5432/orders?secret=orders/db
 * }</pre>
 *
 * <p>The URL is the database's own with {@code opensesame:} after {@code jdbc:}, and one parameter more. It may have
 * the options {@code opensesame.maxTries}, {@code .timeout}, {@code .refusalsPerMinute} and {@code .drain} of the data
 * source's builder, and {@code opensesame.region} or {@code opensesame.endpoint} for KMS; each can be a property, too,
 * and so can {@code opensesame.secret}. Times are written {@code 500ms}, {@code 30s}, {@code 2m} or {@code 1h}. Every
 * other character of the URL and every other property reaches the database's driver as it is, but for a user and a
 * password among the properties: those of the secret take their place.
 *
 * <p>Secrets are read by the client that the application sets by {@link #use}. Without one, the driver makes its own
 * from the environment when it first connects, and closes it when it is deregistered. All connections with one secret
 * of one client share its bound on wrong logins, whatever their URLs.
 *
 * <p>Registers itself once, when its class is loaded. Thread-safe.
 */
public final class OpenSesameDriver implements Driver {
    private static final Object REGISTRATION = new Object();

    private static DriverLogins shared = new DriverLogins(OpenSesame::builder);
    private static boolean registered;

    static {
        try {
            register();
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable DriverLogins own;

    /** Creates an instance, as service loaders do; all instances share the same logins. */
    public OpenSesameDriver() {
        this.own = null;
    }

    /** Has logins of its own, so that a test can say where they are read. */
    OpenSesameDriver(DriverLogins own) {
        this.own = own;
    }

    /**
     * Registers the driver again after {@link DriverManager#deregisterDriver}; has no effect if it is registered.
     *
     * @throws SQLException if the driver manager does not take it
     */
    public static void register() throws SQLException {
        synchronized (REGISTRATION) {
            if (!registered) {
                shared = new DriverLogins(OpenSesame::builder);
                DriverManager.registerDriver(new OpenSesameDriver(), OpenSesameDriver::deregistered);
                registered = true;
            }
        }
    }

    private static void deregistered() {
        DriverLogins last;
        synchronized (REGISTRATION) {
            registered = false;
            last = shared;
        }
        last.close();
    }

    /**
     * Has the secrets of all URLs read by this client, rather than by one of the driver's own.
     *
     * @param client the client, which stays the application's to close, after what is returned
     * @return what ends this
     * @throws IllegalStateException if another client is in use, or the driver was deregistered
     */
    public static Use use(OpenSesame client) {
        return shared().use(client);
    }

    /** The use of an application's client by the driver. Thread-safe. */
    public interface Use extends AutoCloseable {
        /**
         * Ends it: no secret is followed by the client any more, and connections that are open are retired no more.
         * Further calls have no effect.
         */
        @Override
        void close();
    }

    private static DriverLogins shared() {
        synchronized (REGISTRATION) {
            return shared;
        }
    }

    /**
     * Connects with the login in the secret that the URL names.
     *
     * @param url a URL that begins with {@code jdbc:opensesame:}
     * @param info properties for the database's driver, and those that begin with {@code opensesame.}
     * @return the connection; null if the URL is for another driver
     * @throws SQLException if the URL is wrong, of state 08001; if the login cannot be had, or is refused; and whatever
     *     the database's driver throws
     */
    @Override
    public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        return (own != null ? own : shared()).connect(DriverSettings.of(url, info));
    }

    /**
     * Tells whether a URL is for this driver, be it complete or not.
     *
     * @throws SQLException if the URL is null
     */
    @Override
    public boolean acceptsURL(String url) throws SQLException {
        if (url == null) {
            throw new SQLNonTransientConnectionException(
                    "the URL is null; one for this driver begins with " + OpenSesameUrl.PREFIX,
                    SqlStates.CANNOT_CONNECT);
        }
        return url.startsWith(OpenSesameUrl.PREFIX);
    }

    /**
     * {@return what the URL or the properties can say to OpenSesame, and then what the database's driver takes, but for
     * the login} Nothing is read or connected to.
     *
     * @throws SQLException if the URL is null, or wrong in more than what is missing
     */
    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return new DriverPropertyInfo[0];
        }
        return DriverSettings.of(url, info).propertyInfo();
    }

    @Override
    public int getMajorVersion() {
        return 0;
    }

    @Override
    public int getMinorVersion() {
        return 1;
    }

    /** {@return false, since it passes no more of the compliance tests than the database's own driver} */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("OpenSesame logs by SLF4J, not by java.util.logging");
    }
}
