package io.opensesame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opensesame.OpenSesame;
import io.opensesame.error.OpenSesameException;
import io.opensesame.localkms.LocalKms;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Versions from a KMS, let in or not by a database of a few lines. */
class FollowedLoginIT {
    private static final String SECRET = "orders/db";
    private static final Connection CONNECTION = (Connection) Proxy.newProxyInstance(
            FollowedLoginIT.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    private final LocalKms kms = LocalKms.start();
    private final OpenSesame sesame = TestClients.connectedTo(kms).build();
    private final AtomicLong nanos = new AtomicLong();
    private final Queue<LoginEvent> events = new ConcurrentLinkedQueue<>();

    /** The database: passwords by account, and what it throws instead of looking at them. */
    private final Map<String, String> accounts = new ConcurrentHashMap<>();

    private final Map<String, SQLException> lockedAccounts = new ConcurrentHashMap<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger wrongLogins = new AtomicInteger();

    @AfterEach
    void stop() {
        sesame.close();
        kms.close();
    }

    @Test
    void connect_currentVersionIsLetIn_triesNoOther() throws SQLException {
        FollowedLogin login = following("app", "p1");

        assertThat(connect(login)).isSameAs(CONNECTION);
        assertThat(attempts).hasValue(1);
        assertThat(kinds()).containsExactly(LoginEvent.Kind.ACCEPTED);
    }

    @Test
    void connect_currentVersionIsRefused_triesTheOneThatKmsHasNow() throws SQLException {
        FollowedLogin login = following("app", "p1");
        rotate("app", "p2");

        assertThat(connect(login)).isSameAs(CONNECTION);
        assertThat(kinds()).containsExactly(LoginEvent.Kind.REFUSED, LoginEvent.Kind.ACCEPTED);
    }

    @Test
    void connect_rotationStillPropagates_triesTheVersionBefore() throws SQLException {
        FollowedLogin login = following("app", "p1");
        kms.putSecretValue(SECRET, json("app", "p2")); // the database has p1 still

        sesame.secrets().refresh(SECRET);

        assertThat(connect(login)).isSameAs(CONNECTION);
    }

    @Test
    void connect_failureOfAnotherKind_isPassedOnUntouched() {
        FollowedLogin login = following("app", "p1");
        SQLException down = new SQLException("too many clients", "53300");

        assertThatThrownBy(() -> login.connect(
                        "jdbc:test",
                        version -> {
                            throw down;
                        },
                        Duration.ofMinutes(1)))
                .isSameAs(down)
                .hasNoSuppressedExceptions();
        assertThat(kinds()).containsExactly(LoginEvent.Kind.FAILED);
    }

    @Test
    void connect_attemptThrowsAnError_losesNoPermit() throws SQLException {
        FollowedLogin login = following("app", "p1");

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> login.connect(
                            "jdbc:test",
                            version -> {
                                throw new LinkageError("broken driver");
                            },
                            Duration.ofMinutes(1)))
                    .isInstanceOf(LinkageError.class);
        }

        assertThat(connect(login)).isSameAs(CONNECTION);
    }

    @Test
    void connect_refusedForGood_tellsWhatWasTriedAndIsNotTriedAgainAtOnce() {
        FollowedLogin login = following("app", "p1");
        String versionId = login.secret().version().versionId();
        accounts.put("app", "another");

        LoginRefusedException refused = catchThrowableOfType(LoginRefusedException.class, () -> connect(login));
        assertThat((Throwable) refused)
                .hasMessageContaining("no login to jdbc:test for account 'app' of secret 'orders/db'")
                .hasMessageContaining("version '" + versionId + "' was refused (wrong account or password)")
                .hasMessageContaining("KMS has no other version to try")
                .hasMessageContaining("put the account's password into the secret");
        assertThat(refused.getSQLState()).isEqualTo("28P01");
        assertThat(refused.getErrorCode()).isEqualTo(77);
        assertThat(refused.getCause()).hasMessage("password authentication failed for user app");
        assertThat(refused.versionIds()).containsExactly(versionId);
        assertThat(refused.refusal()).isEqualTo(LoginRefusal.WRONG_LOGIN);

        assertThatExceptionOfType(LoginRefusedException.class)
                .isThrownBy(() -> connect(login))
                .withMessageContaining("was refused a moment ago (wrong account or password): try again in 20 s");
        assertThat(attempts).hasValue(1);
        assertThat(kinds()).containsExactly(LoginEvent.Kind.REFUSED, LoginEvent.Kind.WITHHELD);

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(20));
        assertThatExceptionOfType(LoginRefusedException.class).isThrownBy(() -> connect(login));
        assertThat(attempts).hasValue(2);
    }

    @Test
    void connect_manyThreadsMeetARotation_causeOneWrongLogin() throws Exception {
        FollowedLogin login = following("app", "p1");
        connect(login);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
        rotate("app", "p2");

        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            CyclicBarrier together = new CyclicBarrier(16);
            List<Future<Connection>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                all.add(threads.submit(() -> {
                    together.await();
                    return connect(login);
                }));
            }
            for (Future<Connection> connected : all) {
                assertThat(connected.get(20, TimeUnit.SECONDS)).isSameAs(CONNECTION);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(wrongLogins).hasValue(1);
    }

    @Test
    void connect_moreRefusalsThanAllowed_touchesTheDatabaseNoMore() {
        FollowedLogin login = following("app", "p1");
        accounts.put("app", "never");
        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(LoginRefusedException.class).isThrownBy(() -> connect(login));
            kms.putSecretValue(SECRET, json("app", "wrong" + i));
            sesame.secrets().refresh(SECRET);
        }

        assertThatExceptionOfType(LoginRefusedException.class)
                .isThrownBy(() -> connect(login))
                .withMessageContaining("to keep the account from being locked: try again in 60 s")
                .withMessageContaining("refusalsPerMinute");
        assertThat(wrongLogins).hasValue(5);
        assertThat(kinds()).endsWith(LoginEvent.Kind.WITHHELD);
    }

    @Test
    void connect_lockedAccount_triesNoOtherPasswordOfIt() {
        FollowedLogin login = following("app", "p1");
        kms.putSecretValue(SECRET, json("app", "p2"));
        lockedAccounts.put("app", new SQLException("locked", null, 4151));

        assertThatExceptionOfType(LoginRefusedException.class)
                .isThrownBy(() -> connect(login))
                .withMessageContaining("has the same account")
                .withMessageContaining("Unlock the account")
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(LoginRefusal.ACCOUNT_LOCKED))
                .satisfies(e -> assertThat(e.getSQLState()).isNull());
        assertThat(attempts).hasValue(1);
    }

    @Test
    void connect_lockedAccount_triesAnotherAccount() throws SQLException {
        FollowedLogin login = following("app", "p1");
        kms.putSecretValue(SECRET, json("app_clone", "p2"));
        accounts.put("app_clone", "p2");
        lockedAccounts.put("app", new SQLException("locked", null, 4151));

        assertThat(connect(login)).isSameAs(CONNECTION);
    }

    @Test
    void connect_oneTryAllowed_triesNoSecondVersion() {
        kms.createSecret(SECRET, json("app", "p1"));
        FollowedLogin login = following(builder().maxTries(1));
        rotate("app", "p2");

        assertThatExceptionOfType(LoginRefusedException.class)
                .isThrownBy(() -> connect(login))
                .withMessageContaining("no more than 1 versions are tried (maxTries)");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void connect_timeIsUpAfterARefusal_triesNoOther() {
        FollowedLogin login = following("app", "p1");
        rotate("app", "p2");

        assertThatThrownBy(() -> login.connect(
                        "jdbc:test",
                        version -> {
                            nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
                            return logIn(version.value());
                        },
                        Duration.ofSeconds(1)))
                .isInstanceOf(LoginRefusedException.class)
                .hasMessageContaining("the time is up");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void connect_kmsIsDownWhileRefused_isTyped() {
        FollowedLogin login = following("app", "p1");
        rotate("app", "p2");
        kms.stopServing();

        assertThatThrownBy(() -> connect(login))
                .isInstanceOf(LoginRefusedException.class)
                .hasMessageContaining("KMS gave no other version")
                .satisfies(e -> assertThat(e.getSuppressed()).hasAtLeastOneElementOfType(OpenSesameException.class));
    }

    @Test
    void connect_interrupted_failsWithoutATryAndKeepsTheFlag() {
        FollowedLogin login = following("app", "p1");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> connect(login))
                .isInstanceOf(SQLException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(attempts).hasValue(0);
    }

    @Test
    void connect_closed_saysSo() {
        FollowedLogin login = following("app", "p1");
        login.close();

        assertThatThrownBy(() -> connect(login))
                .isInstanceOf(SQLNonTransientConnectionException.class)
                .hasMessage("this data source, with its login in secret 'orders/db', is closed");
    }

    @Test
    void connect_clientIsClosed_saysSo() {
        FollowedLogin login = following("app", "p1");
        sesame.close();

        assertThatThrownBy(() -> connect(login))
                .isInstanceOf(SQLNonTransientConnectionException.class)
                .hasMessageStartingWith("the OpenSesame of this data source");
    }

    @Test
    void connect_secretIsDeleted_isTyped() {
        FollowedLogin login = following("app", "p1");
        kms.deleteSecret(SECRET);
        assertThatExceptionOfType(OpenSesameException.class)
                .isThrownBy(
                        () -> login.secret().rejected(login.secret().version().versionId()));

        assertThatThrownBy(() -> connect(login))
                .isInstanceOf(LoginUnavailableException.class)
                .hasMessageStartingWith("no login for jdbc:test: ")
                .hasCauseInstanceOf(OpenSesameException.class);
    }

    @Test
    void everythingThatIsShown_holdsNoPassword() {
        String canary = "canary-5f1d";
        FollowedLogin login = following("app", canary);
        accounts.put("app", "another");

        Exception refused = catchThrowableOfType(LoginRefusedException.class, () -> connect(login));
        Exception again = catchThrowableOfType(LoginRefusedException.class, () -> connect(login));

        assertThat(printed(refused)
                        + printed(again)
                        + events
                        + login.secret().version()
                        + login.secret().value())
                .doesNotContain(canary)
                .contains("app");
    }

    private static String printed(Exception e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private FollowedLogin following(String account, String password) {
        kms.createSecret(SECRET, json(account, password));
        accounts.put(account, password);
        return following(builder());
    }

    private RotatingDataSource.Builder builder() {
        return RotatingDataSource.builder(sesame.secrets(), SECRET);
    }

    private FollowedLogin following(RotatingDataSource.Builder builder) {
        return new FollowedLogin(
                sesame.secrets().secret(SECRET, DatabaseLogin.mapper()),
                builder,
                new LoginEvents(SECRET, List.of(events::add), Clock.systemUTC()),
                nanos::get);
    }

    private void rotate(String account, String password) {
        accounts.put(account, password);
        kms.putSecretValue(SECRET, json(account, password));
    }

    private Connection connect(FollowedLogin login) throws SQLException {
        return login.connect("jdbc:test", version -> logIn(version.value()), Duration.ofMinutes(1));
    }

    private Connection logIn(DatabaseLogin login) throws SQLException {
        attempts.incrementAndGet();
        SQLException locked = lockedAccounts.get(login.username());
        if (locked != null) {
            throw locked;
        }
        if (!login.exposePassword().equals(accounts.get(login.username()))) {
            wrongLogins.incrementAndGet();
            throw new SQLException("password authentication failed for user " + login.username(), "28P01", 77);
        }
        return CONNECTION;
    }

    private List<LoginEvent.Kind> kinds() {
        return events.stream().map(LoginEvent::kind).toList();
    }

    private static String json(String account, String password) {
        return "{\"username\":\"" + account + "\",\"password\":\"" + password + "\"}";
    }
}
