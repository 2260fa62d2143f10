package io.opensesame.jdbc;

import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretMapper;
import io.opensesame.secrets.SecretsClient;
import io.opensesame.secrets.Subscription;
import io.opensesame.secrets.TypedVersion;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose login is in a secret, and follows its rotation.
 *
 * <p>Each connection is opened with the current version of the secret. If the database refuses that login, the next
 * version is tried, or the one before while a rotation propagates, inside the same call; any other failure is passed on
 * as it is. Connections of versions that are not current any more are retired one by one, never while they are in use.
 *
 * <p>It holds no pool: let a pool draw its connections from it. Thread-safe.
 */
public final class RotatingDataSource implements DataSource, AutoCloseable {
    private static final Duration NO_LIMIT = Duration.ofDays(1);

    private final FollowedLogin login;
    private final LoginTarget target;
    private final OpenConnections connections;
    private final LoginEvents events;

    private volatile @Nullable PrintWriter logWriter;
    private volatile int loginTimeoutSeconds;

    private RotatingDataSource(
            FollowedLogin login, LoginTarget target, OpenConnections connections, LoginEvents events) {
        this.login = login;
        this.target = target;
        this.connections = connections;
        this.events = events;
    }

    /**
     * Returns a builder.
     *
     * @param secrets what reads the secret; it must stay open as long as the data source
     * @param secretName the name or ARN of the secret that holds the login
     * @return the builder
     */
    public static Builder builder(SecretsClient secrets, String secretName) {
        return new Builder(secrets, secretName);
    }

    /** {@return the name or ARN of the secret that holds the login} */
    public String secretName() {
        return login.secretName();
    }

    /** {@return how many connections are open, by the version whose login opened them; a copy} */
    public Map<String, Integer> connections() {
        return connections.countByVersion();
    }

    /**
     * Tells a listener of what happens from now on.
     *
     * @param listener told of what happens to logins and connections
     * @return what ends the listening
     */
    public Subscription listen(LoginListener listener) {
        return events.listen(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Returns how far the connections of old logins are retired.
     *
     * @return what is known at this moment; empty if no connection is to be retired
     */
    public Optional<Retirement> retirement() {
        return connections.retirement();
    }

    /**
     * Retires connections of old logins from a pool actively, over the drain time, rather than when the pool validates
     * them. The pool is let go of when it is closed.
     *
     * @param pool a pool of connections from this data source
     */
    public void retireFrom(ConnectionPool pool) {
        connections.retireFrom(pool);
    }

    /**
     * Connects with the login that the database lets in; see the class for what is tried.
     *
     * @throws LoginRefusedException if the database refused all versions that could be tried, or one was withheld so
     *     that the account is not locked
     * @throws LoginUnavailableException if the secret cannot be read any more
     * @throws java.sql.SQLTimeoutException if no login could be tried in time
     * @throws java.sql.SQLNonTransientConnectionException if this data source is closed
     * @throws SQLException the driver's own, untouched, if it failed for another reason than the login
     */
    @Override
    public Connection getConnection() throws SQLException {
        return connectTo(target, loginTimeoutSeconds);
    }

    /** Connects to another place than its own with the same login, so that the bound on wrong logins spans both. */
    Connection connectTo(LoginTarget place, int timeoutSeconds) throws SQLException {
        Duration limit = timeoutSeconds == 0 ? NO_LIMIT : Duration.ofSeconds(timeoutSeconds);
        try {
            return login.connect(place.toString(), version -> open(place, version), limit);
        } catch (RuntimeException e) { // whose message may hold anything
            throw new SQLNonTransientConnectionException(
                    "connecting to " + place + " failed with " + e.getClass().getName(), SqlStates.CANNOT_CONNECT, e);
        }
    }

    private Connection open(LoginTarget place, TypedVersion<DatabaseLogin> version) throws SQLException {
        Connection physical = place.connect(version);
        try {
            return connections.opened(version.versionId(), physical);
        } catch (RuntimeException | Error e) {
            physical.close();
            throw e;
        }
    }

    /**
     * Is not supported: the login is the secret's.
     *
     * @throws SQLFeatureNotSupportedException always
     */
    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException(
                "the login comes from the secret '" + secretName() + "': call getConnection() without one");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        logWriter = out;
    }

    /**
     * Makes the time shorter after which a call of {@link #getConnection()} begins no further try.
     *
     * @param seconds no longer than {@link Builder#timeout(Duration)} has any effect; 0, as by default, leaves it to
     *     that
     * @throws SQLException if it is negative
     */
    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        if (seconds < 0) {
            throw new SQLException("need a login timeout >= 0 s: " + seconds);
        }
        loginTimeoutSeconds = seconds;
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeoutSeconds;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("OpenSesame logs by SLF4J, not by java.util.logging");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("this data source wraps no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    /**
     * Ends the following of the secret and the retirement of connections. Open connections stay open: they are their
     * pool's. Further calls have no effect.
     */
    @Override
    public void close() {
        connections.close();
        login.close();
    }

    /** {@return the secret and the URL without its parameters; nothing secret} */
    @Override
    public String toString() {
        return "RotatingDataSource[secretName=" + secretName() + ", url=" + target + "]";
    }

    /** Collects what a {@link RotatingDataSource} is made of; each method returns this builder. Not thread-safe. */
    public static final class Builder {
        final SecretsClient secrets;
        final String secretName;

        @Nullable
        String url;

        @Nullable
        Driver driver;

        final Properties driverProperties = new Properties();
        SecretMapper<DatabaseLogin> mapper = DatabaseLogin.mapper();
        final List<LoginRefusalDetector> refusalDetectors = new ArrayList<>();
        final List<LoginListener> listeners = new ArrayList<>();
        int maxTries = 3;
        Duration timeout = Duration.ofSeconds(30);
        int refusalsPerMinute = 5;
        Duration drain = Duration.ofMinutes(1);

        private Builder(SecretsClient secrets, String secretName) {
            this.secrets = Objects.requireNonNull(secrets, "secrets");
            this.secretName = Objects.requireNonNull(secretName, "secretName");
        }

        /**
         * Sets the URL for the database's own driver. {@code {host}}, {@code {port}} and {@code {database}} in it are
         * replaced by what the secret says.
         *
         * @param url such as {@code jdbc:postgresql://db:5432/orders} or {@code jdbc:mysql://{host}:{port}/{database}}
         * @return this builder
         */
        public Builder url(String url) {
            this.url = Objects.requireNonNull(url, "url");
            return this;
        }

        /**
         * Sets the driver. Without it, the driver is the registered one that accepts the URL.
         *
         * @param driver the database's driver
         * @return this builder
         */
        public Builder driver(Driver driver) {
            this.driver = Objects.requireNonNull(driver, "driver");
            return this;
        }

        /**
         * Adds a property for the driver, such as one for TLS. One of the same name in the secret wins.
         *
         * @param name the property's name
         * @param value its value
         * @return this builder
         */
        public Builder driverProperty(String name, String value) {
            driverProperties.setProperty(name, value);
            return this;
        }

        /**
         * Sets what reads the login from the secret's value; {@link DatabaseLogin#mapper()} by default.
         *
         * @param mapper called once for every version
         * @return this builder
         */
        public Builder mapper(SecretMapper<DatabaseLogin> mapper) {
            this.mapper = Objects.requireNonNull(mapper, "mapper");
            return this;
        }

        /**
         * Adds a detector of refused logins, asked before those that are found as services and before the built-in
         * table.
         *
         * @param detector the detector
         * @return this builder
         */
        public Builder refusalDetector(LoginRefusalDetector detector) {
            refusalDetectors.add(Objects.requireNonNull(detector, "detector"));
            return this;
        }

        /**
         * Adds a listener.
         *
         * @param listener told of what happens to logins and connections
         * @return this builder
         */
        public Builder listener(LoginListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Sets how many versions one call of {@link RotatingDataSource#getConnection()} tries at most; 3 by default:
         * current, previous and pending.
         *
         * @param maxTries 1 to 10
         * @return this builder
         */
        public Builder maxTries(int maxTries) {
            this.maxTries = maxTries;
            return this;
        }

        /**
         * Sets the time after which one call of {@link RotatingDataSource#getConnection()} begins no further try; 30
         * seconds by default. How long a single try may take is up to the driver's own properties.
         *
         * @param timeout 1 second to 10 minutes
         * @return this builder
         */
        public Builder timeout(Duration timeout) {
            this.timeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /**
         * Sets how many wrong logins this data source may cause within any 60 seconds, whatever the number of threads,
         * so that the database does not lock the account; 5 by default. Logins beyond that fail without being tried. No
         * more logins are in flight at once, and two fewer with one version, since each of them may be refused.
         *
         * @param refusalsPerMinute {@code maxTries} to 1,000
         * @return this builder
         */
        public Builder refusalsPerMinute(int refusalsPerMinute) {
            this.refusalsPerMinute = refusalsPerMinute;
            return this;
        }

        /**
         * Sets the time over which connections of an old login are retired after a rotation; 1 minute by default.
         *
         * @param drain 0 to 1 day
         * @return this builder
         */
        public Builder drain(Duration drain) {
            this.drain = Objects.requireNonNull(drain, "drain");
            return this;
        }

        /**
         * Reads the secret, and returns the data source. It makes no connection yet.
         *
         * @return the data source
         * @throws IllegalArgumentException if a setting is out of its bounds, or the URL is missing, holds a login, or
         *     is taken by no driver
         * @throws io.opensesame.error.SecretFormatException if the secret holds no login, or not all that the URL needs
         * @throws io.opensesame.error.OpenSesameException if the secret cannot be read
         */
        public RotatingDataSource build() {
            requireBounds();
            LoginTarget target = LoginTarget.of(this);
            LoginEvents events = new LoginEvents(secretName, listeners, Clock.systemUTC());
            Secret<DatabaseLogin> secret = secrets.secret(secretName, mapper);
            try {
                target.check(secret.version());
                FollowedLogin login = new FollowedLogin(secret, this, events, System::nanoTime);
                return new RotatingDataSource(login, target, OpenConnections.following(secret, drain, events), events);
            } catch (RuntimeException | Error e) {
                secret.close();
                throw e;
            }
        }

        private void requireBounds() {
            require(!secretName.isBlank(), "a secret name that is not blank");
            require(maxTries >= 1 && maxTries <= 10, "1 <= maxTries <= 10: " + maxTries);
            require(
                    isWithin(timeout, Duration.ofSeconds(1), Duration.ofMinutes(10)),
                    "1 s <= timeout <= 10 min: " + timeout);
            require(
                    refusalsPerMinute >= maxTries && refusalsPerMinute <= 1_000,
                    "maxTries <= refusalsPerMinute <= 1000: maxTries " + maxTries + ", refusalsPerMinute "
                            + refusalsPerMinute);
            require(isWithin(drain, Duration.ZERO, Duration.ofDays(1)), "0 <= drain <= 1 day: " + drain);
        }

        private static boolean isWithin(Duration duration, Duration min, Duration max) {
            return duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0;
        }

        private static void require(boolean condition, String rule) {
            if (!condition) {
                throw new IllegalArgumentException("need " + rule);
            }
        }
    }
}
