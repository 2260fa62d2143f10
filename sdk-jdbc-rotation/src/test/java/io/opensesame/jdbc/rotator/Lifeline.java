package io.opensesame.jdbc.rotator;

import io.opensesame.kms.KmsClient;
import io.opensesame.kms.secret.SecretOperations;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a rotator does to the outside: its calls of KMS, its logins and its SQL statements. It tells of each when it is
 * done, and can end the rotator's life then: nothing that comes after has any effect, and all sessions end, as when a
 * process is killed.
 */
final class Lifeline {
    private static final String PREFIX = "jdbc:lifeline:";
    private static final ConcurrentHashMap<String, Lifeline> LIFELINES = new ConcurrentHashMap<>();
    private static final AtomicInteger IDS = new AtomicInteger();

    static {
        try {
            DriverManager.registerDriver(new LifelineDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String id = "l" + IDS.incrementAndGet();
    private final Predicate<List<String>> deathAfter;
    private final List<Connection> sessions = new ArrayList<>();
    private final List<String> deeds = new ArrayList<>();
    private Runnable observer = () -> {};
    private boolean dead;

    private Lifeline(Predicate<List<String>> deathAfter) {
        this.deathAfter = deathAfter;
        LIFELINES.put(id, this);
    }

    /** Returns a life that ends after a number of deeds, or later if there are not so many. */
    static Lifeline endingAfter(int deeds) {
        return new Lifeline(done -> done.size() >= deeds);
    }

    /** Returns a life that ends after the first deed that begins with a text. */
    static Lifeline endingAfterFirst(String deed) {
        return new Lifeline(done -> done.get(done.size() - 1).startsWith(deed));
    }

    static Lifeline endless() {
        return new Lifeline(done -> false);
    }

    /** Runs something after each deed, on the rotator's thread. */
    Lifeline observedBy(Runnable observer) {
        this.observer = observer;
        return this;
    }

    List<String> deeds() {
        return deeds;
    }

    boolean isOver() {
        return dead;
    }

    /** Runs a rotation to its end or to its death. */
    void live(Runnable rotation) throws SQLException {
        try {
            rotation.run();
        } catch (Killed e) {
            for (Connection session : sessions) {
                session.close();
            }
        }
    }

    String url(String url) {
        return PREFIX + id + ":" + url;
    }

    KmsClient kms(KmsClient real) {
        SecretOperations secrets = proxy(SecretOperations.class, (proxy, method, arguments) -> {
            Object answer = act(real.secrets(), method, arguments);
            done(method.getName());
            return answer;
        });
        return proxy(
                KmsClient.class,
                (proxy, method, arguments) ->
                        method.getName().equals("secrets") ? secrets : act(real, method, arguments));
    }

    DataSource dataSource(SessionSource real) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                throw new UnsupportedOperationException(method.getName());
            }
            return connect(real);
        });
    }

    private Connection connect(SessionSource source) throws SQLException {
        requireLife();
        Connection real = source.open();
        sessions.add(real);
        done("connect");
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object answer = act(real, method, arguments);
            if (method.getName().equals("commit")) {
                done("commit");
            }
            if (answer instanceof PreparedStatement statement) {
                return statement(PreparedStatement.class, statement, String.valueOf(arguments[0]));
            }
            return answer instanceof Statement statement ? statement(Statement.class, statement, "") : answer;
        });
    }

    private <T extends Statement> T statement(Class<T> type, T real, String sql) {
        return proxy(type, (proxy, method, arguments) -> {
            Object answer = act(real, method, arguments);
            if (method.getName().startsWith("execute")) {
                done("SQL " + (sql.isEmpty() ? String.valueOf(arguments[0]) : sql));
            }
            return answer;
        });
    }

    private Object act(Object target, Method method, Object[] arguments) throws Throwable {
        requireLife();
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void requireLife() {
        if (dead) {
            throw new Killed();
        }
    }

    private void done(String deed) {
        deeds.add(deed);
        observer.run();
        if (deathAfter.test(deeds)) {
            dead = true;
            throw new Killed();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Opens real sessions. */
    @FunctionalInterface
    interface SessionSource {
        Connection open() throws SQLException;
    }

    /** The end of a rotator's life. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed on purpose");
        }
    }

    /** Passes logins on to the real driver, and tells their lifeline. */
    private static final class LifelineDriver implements Driver {
        @Override
        public @Nullable Connection connect(String url, Properties properties) throws SQLException {
            if (!acceptsURL(url)) {
                return null; // DriverManager asks every driver after one has failed.
            }
            String rest = url.substring(PREFIX.length());
            int colon = rest.indexOf(':');
            Lifeline lifeline = Objects.requireNonNull(LIFELINES.get(rest.substring(0, colon)));
            String real = rest.substring(colon + 1);
            return lifeline.connect(() -> DriverManager.getDriver(real).connect(real, properties));
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith(PREFIX);
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }
    }
}
