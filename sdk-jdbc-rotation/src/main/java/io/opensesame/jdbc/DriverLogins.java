package io.opensesame.jdbc;

import io.opensesame.OpenSesame;
import io.opensesame.error.OpenSesameException;
import io.opensesame.kms.KmsEndpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The logins that the driver's connections share, and the clients that read them. Thread-safe. */
final class DriverLogins implements AutoCloseable {
    /*
     * One data source for each client and secret, whatever the number of URLs, so that the bound on wrong logins is one.
     * It goes when its client does, when all is closed, or when it has no connection and too many are held.
     *
     * The lock guards the fields alone; reading a secret, connecting, and closing a data source or a client happen
     * outside. Who has read a secret for a client that was let go of meanwhile finds that out under the lock, and closes
     * what was read.
     */
    static final int MAX_IDLE_LOGINS = 64;
    static final int MAX_OWN_CLIENTS = 8;

    private record Key(OpenSesame client, String secretName) {}

    private static final class Login {
        final RotatingDataSource dataSource;
        final DriverSettings settings;
        int connecting = 1;

        Login(RotatingDataSource dataSource, DriverSettings settings) {
            this.dataSource = dataSource;
            this.settings = settings;
        }

        boolean idle() {
            return connecting == 0 && dataSource.connections().isEmpty();
        }
    }

    private final Supplier<OpenSesame.Builder> defaults;
    private final Object lock = new Object();
    private final Map<Optional<KmsEndpoint>, OpenSesame> ownClients = new HashMap<>();
    private final Map<Key, Login> logins = new LinkedHashMap<>(16, 0.75f, true); // the least recently used one first
    private @Nullable OpenSesame chosen;
    private boolean closed;

    /**
     * Holds no login yet.
     *
     * @param defaults gives the builder of a client, if the application has not chosen one
     */
    DriverLogins(Supplier<OpenSesame.Builder> defaults) {
        this.defaults = defaults;
    }

    /** Has all secrets read by this client until what is returned is closed. */
    OpenSesameDriver.Use use(OpenSesame client) {
        Objects.requireNonNull(client, "client");
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the driver was deregistered; call OpenSesameDriver.register() first");
            }
            if (chosen != null) {
                throw new IllegalStateException(
                        "the driver uses " + chosen + " already; close what that call of use returned first");
            }
            chosen = client;
        }
        AtomicBoolean over = new AtomicBoolean();
        return () -> {
            if (!over.getAndSet(true)) {
                release(client);
            }
        };
    }

    private void release(OpenSesame client) {
        List<RotatingDataSource> released = new ArrayList<>();
        synchronized (lock) {
            chosen = null;
            logins.forEach((key, login) -> {
                if (key.client() == client) {
                    released.add(login.dataSource);
                }
            });
            logins.keySet().removeIf(key -> key.client() == client);
        }
        released.forEach(RotatingDataSource::close);
    }

    /** Connects with the login that the settings name. */
    Connection connect(DriverSettings settings) throws SQLException {
        String secretName = settings.secretName();
        LoginTarget place;
        Login login;
        try {
            OpenSesame client = client(settings);
            RotatingDataSource.Builder builder =
                    RotatingDataSource.builder(client.secrets(), secretName).url(settings.databaseUrl());
            if (!settings.databaseUrl().contains("{")) { // else it is known when the secret has filled the gaps
                builder.driver(DriverSearch.driverFor(settings.databaseUrl()));
            }
            builder.driverProperties.putAll(settings.driverProperties());
            settings.tune(builder);
            place = LoginTarget.of(builder);
            login = enter(new Key(client, secretName), settings, builder);
        } catch (OpenSesameException e) {
            throw new LoginUnavailableException(
                    secretName, "no login for " + ShownUrl.of(settings.databaseUrl()) + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException | IllegalStateException e) { // OpenSesame's own, so its message can be shown
            throw new SQLNonTransientConnectionException(
                    "no login for " + ShownUrl.of(settings.databaseUrl()) + ": " + e.getMessage(),
                    SqlStates.CANNOT_CONNECT,
                    e);
        }
        try {
            return login.dataSource.connectTo(place, DriverManager.getLoginTimeout());
        } finally {
            leave(login);
        }
    }

    private OpenSesame client(DriverSettings settings) throws SQLException {
        Optional<KmsEndpoint> home = settings.home();
        synchronized (lock) {
            requireOpen();
            if (chosen != null && home.isPresent()) {
                throw settings.wrong(
                        "it has a region or an endpoint of KMS, but the application has chosen the client that"
                                + " reads its secrets, " + chosen + "; leave them out");
            }
            OpenSesame client = chosen != null ? chosen : ownClients.get(home);
            return client != null ? client : newClient(settings, home);
        }
    }

    private OpenSesame newClient(DriverSettings settings, Optional<KmsEndpoint> home) throws SQLException {
        if (ownClients.size() == MAX_OWN_CLIENTS) {
            throw settings.wrong("it has one more region or endpoint of KMS than the " + MAX_OWN_CLIENTS
                    + " that the driver makes clients for; use one of those");
        }
        OpenSesame.Builder builder = defaults.get();
        home.ifPresent(builder::endpoint);
        OpenSesame client = builder.build(); // sends nothing
        ownClients.put(home, client);
        return client;
    }

    private Login enter(Key key, DriverSettings settings, RotatingDataSource.Builder builder) throws SQLException {
        synchronized (lock) {
            Login known = enterKnown(key, settings);
            if (known != null) {
                return known;
            }
        }
        RotatingDataSource dataSource = builder.build(); // reads the secret
        boolean added = false;
        try {
            synchronized (lock) {
                Login other = enterKnown(key, settings);
                if (other != null) {
                    return other;
                }
                Login login = new Login(dataSource, settings);
                logins.put(key, login);
                added = true;
                return login;
            }
        } finally {
            if (!added) {
                dataSource.close();
            }
        }
    }

    private @Nullable Login enterKnown(Key key, DriverSettings settings) throws SQLException {
        requireOpen();
        if (chosen != key.client() && !ownClients.containsValue(key.client())) {
            throw new SQLNonTransientConnectionException(
                    "the client that reads the secret '" + key.secretName()
                            + "' was let go of meanwhile; connect again",
                    SqlStates.CANNOT_CONNECT);
        }
        Login login = logins.get(key);
        if (login == null) {
            return null;
        }
        Optional<String> difference = settings.differenceFrom(login.settings);
        if (difference.isPresent()) {
            throw settings.wrong("'" + difference.get() + "' differs from what another URL for the secret '"
                    + key.secretName() + "' has; make them the same, since all share one login");
        }
        login.connecting++;
        return login;
    }

    private void leave(Login login) {
        List<RotatingDataSource> superfluous = new ArrayList<>();
        synchronized (lock) {
            login.connecting--;
            Iterator<Login> oldest = logins.values().iterator();
            while (logins.size() > MAX_IDLE_LOGINS && oldest.hasNext()) {
                Login candidate = oldest.next();
                if (candidate.idle()) {
                    oldest.remove();
                    superfluous.add(candidate.dataSource);
                }
            }
        }
        superfluous.forEach(RotatingDataSource::close);
    }

    private void requireOpen() throws SQLException {
        if (closed) {
            throw new SQLNonTransientConnectionException(
                    "the driver was deregistered; call OpenSesameDriver.register() to use it again", SqlStates.CLOSED);
        }
    }

    /** Returns the secrets whose logins are held, the least recently used one first; a copy. */
    List<String> secretNames() {
        synchronized (lock) {
            return logins.keySet().stream().map(Key::secretName).toList();
        }
    }

    /** Closes all logins, and the clients that were not the application's. Calls under way fail. */
    @Override
    public void close() {
        List<OpenSesame> clients;
        List<Login> all;
        synchronized (lock) {
            closed = true;
            chosen = null;
            all = List.copyOf(logins.values());
            clients = List.copyOf(ownClients.values());
            logins.clear();
            ownClients.clear();
        }
        all.forEach(login -> login.dataSource.close());
        clients.forEach(OpenSesame::close);
    }
}
