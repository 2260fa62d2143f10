package io.opensesame.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opensesame.OpenSesame;
import io.opensesame.error.SecretFormatException;
import io.opensesame.jdbc.database.TestPostgres;
import io.opensesame.jdbc.metrics.RotatingDataSourceMetrics;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.secret.PutSecretValueRequest;
import io.opensesame.kms.secret.SecretData;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretSnapshot;
import io.opensesame.secrets.VersionStage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

class RotatingDataSourceIT {
    private static final VersionStage PENDING = VersionStage.of("pending");

    private final TestPostgres postgres = TestPostgres.shared();
    private final String role = TestPostgres.unique("orders");
    private final Queue<LoginEvent> events = new ConcurrentLinkedQueue<>();
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
        try (RotatingDataSource dataSource = dataSource(sesame)) {
            postgres.execute("ALTER ROLE " + role + " PASSWORD 'second'");
            kms.putSecretValue("orders/db", login("second"));

            assertThat(user(dataSource)).isEqualTo(role);
        }
    }

    @Test
    void getConnection_passwordChangedBeforePromotion_usesThePendingStage() throws SQLException {
        kms.createSecret("orders/db", login("first"));
        kms.putSecretValue("orders/db", login("first")); // there is a version before, which is refused like the current
        try (OpenSesame following = TestClients.connectedTo(kms)
                        .cache(CacheOptions.builder().pendingStage(PENDING).build())
                        .build();
                RotatingDataSource dataSource = dataSource(following)) {
            following
                    .kms()
                    .secrets()
                    .putSecretValue(PutSecretValueRequest.builder()
                            .secretName("orders/db")
                            .versionId("next")
                            .data(SecretData.text(login("second")))
                            .versionStages(PENDING)
                            .build());
            postgres.execute("ALTER ROLE " + role + " PASSWORD 'second'");

            assertThat(user(dataSource)).isEqualTo(role);
            assertThat(events)
                    .filteredOn(event -> event.kind() == LoginEvent.Kind.ACCEPTED)
                    .singleElement()
                    .extracting(LoginEvent::versionId)
                    .isEqualTo("next");
            assertThat(postgres.refusedLogins(role)).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void getConnection_twoAccounts_logsInWithTheOtherOneWithoutARefusal() throws SQLException {
        String clone = role + "_clone";
        postgres.execute("CREATE ROLE " + clone + " LOGIN PASSWORD 'other'");
        kms.createSecret("orders/db", login("first"));
        try (RotatingDataSource dataSource = dataSource(sesame)) {
            assertThat(user(dataSource)).isEqualTo(role);

            kms.putSecretValue("orders/db", login(clone, "other"));
            assertThat(user(dataSource)).isEqualTo(role); // until it is seen, the account before works
            sesame.secrets().refresh("orders/db");

            assertThat(user(dataSource)).isEqualTo(clone);
            assertThat(kinds()).doesNotContain(LoginEvent.Kind.REFUSED);
        }
    }

    @Test
    void getConnection_newVersionIsNotInTheDatabaseYet_logsInWithTheOneBefore() throws SQLException {
        kms.createSecret("orders/db", login("first"));
        try (RotatingDataSource dataSource = dataSource(sesame)) {
            kms.putSecretValue("orders/db", login("second"));
            sesame.secrets().refresh("orders/db");

            for (int i = 0; i < 10; i++) {
                assertThat(user(dataSource)).isEqualTo(role);
            }

            assertThat(postgres.refusedLogins(role)).isEqualTo(1); // not one a connection
        }
    }

    @Test
    void getConnection_kmsIsDownBetweenPasswordAndPromotion_isTypedAndRecovers() throws SQLException {
        kms.createSecret("orders/db", login("first"));
        try (OpenSesame impatient = TestClients.connectedTo(kms)
                        .calls(CallOptions.builder()
                                .deadline(Duration.ofSeconds(1))
                                .build())
                        .build();
                RotatingDataSource dataSource = dataSource(impatient)) {
            postgres.execute("ALTER ROLE " + role + " PASSWORD 'second'");
            kms.putSecretValue("orders/db", login("second"));
            kms.stopServing();
            assertThatThrownBy(dataSource::getConnection).isInstanceOfSatisfying(LoginRefusedException.class, e -> {
                assertThat(e.getSQLState()).isEqualTo("28P01");
                assertThat(e.getSuppressed()).hasSize(1);
            });
            kms.resumeServing();

            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptionsInstanceOf(LoginRefusedException.class)
                    .untilAsserted(() -> assertThat(user(dataSource)).isEqualTo(role));
            assertThat(postgres.refusedLogins(role)).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void getConnection_lockedAccount_failsFastAndSaysWhatToDo() throws SQLException {
        kms.createSecret("orders/db", login("first"));
        try (RotatingDataSource dataSource = dataSource(sesame)) {
            postgres.execute("ALTER ROLE " + role + " NOLOGIN");

            assertThatThrownBy(dataSource::getConnection)
                    .isInstanceOf(LoginRefusedException.class)
                    .hasMessageContaining(role)
                    .hasMessageContaining("Unlock the account, or let it log in from this host");
            assertThat(postgres.refusedLogins(role)).isEqualTo(1);
        }
    }

    @Test
    void getConnection_manyThreadsWithAWrongPassword_stayWithinTheBound() throws Exception {
        kms.createSecret("orders/db", login("wrong"));
        try (RotatingDataSource dataSource = dataSource(sesame)) {
            ExecutorService threads = Executors.newFixedThreadPool(16);
            try {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    String other = "wrong" + i;
                    all.add(threads.submit(() -> {
                        for (int n = 0; n < 20; n++) {
                            assertThatThrownBy(dataSource::getConnection).isInstanceOf(LoginRefusedException.class);
                        }
                        kms.putSecretValue("orders/db", login(other)); // a version that has no cool-down
                        sesame.secrets().refresh("orders/db");
                        return null;
                    }));
                }
                for (Future<?> thread : all) {
                    thread.get(30, TimeUnit.SECONDS);
                }
            } finally {
                threads.shutdownNow();
            }

            assertThat(postgres.refusedLogins(role)).isBetween(1L, 5L);
            assertThat(kinds()).contains(LoginEvent.Kind.WITHHELD);
        }
    }

    @Test
    void build_secretWithoutPassword_saysWhichMembersWouldDo() {
        kms.createSecret("orders/db", "{\"username\":\"" + role + "\"}");

        assertThatThrownBy(() -> dataSource(sesame))
                .isInstanceOf(SecretFormatException.class)
                .hasMessageContaining("[AccountPassword, password, Password]");
    }

    @Test
    void build_fails_keepsNoHandleOnTheSecret() {
        kms.createSecret("orders/db", login("first"));

        assertThatThrownBy(() -> RotatingDataSource.builder(sesame.secrets(), "orders/db")
                        .url("jdbc:postgresql://{host}/orders")
                        .build())
                .isInstanceOf(SecretFormatException.class);

        assertThat(sesame.secrets().snapshot())
                .singleElement()
                .extracting(SecretSnapshot::handles)
                .isEqualTo(0);
    }

    @Test
    void getConnection_databaseIsNotThere_isTheDriversOwnFailure() {
        kms.createSecret("orders/db", login("first"));
        try (RotatingDataSource dataSource = RotatingDataSource.builder(sesame.secrets(), "orders/db")
                .url("jdbc:postgresql://127.0.0.1:1/orders")
                .build()) {
            assertThatThrownBy(dataSource::getConnection)
                    .isInstanceOf(PSQLException.class)
                    .hasNoSuppressedExceptions();
        }
    }

    @Test
    void close_openConnections_stayOpenAndNoneIsOpenedAnyMore() throws SQLException {
        kms.createSecret("orders/db", login("first"));
        RotatingDataSource dataSource = dataSource(sesame);
        try (Connection connection = dataSource.getConnection()) {
            dataSource.close();
            dataSource.close();

            assertThat(connection.isValid(5)).isTrue();
            assertThatThrownBy(dataSource::getConnection)
                    .isInstanceOf(SQLNonTransientConnectionException.class)
                    .hasMessageContaining("is closed");
        }
    }

    @Test
    void asADataSource_behavesLikeOne() throws SQLException {
        kms.createSecret("orders/db", login("first"));
        try (RotatingDataSource dataSource = dataSource(sesame)) {
            dataSource.setLoginTimeout(7);
            assertThat(dataSource.getLoginTimeout()).isEqualTo(7);
            assertThatThrownBy(() -> dataSource.setLoginTimeout(-1)).hasMessage("need a login timeout >= 0 s: -1");
            assertThatThrownBy(() -> dataSource.getConnection("a", "canary"))
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .message()
                    .doesNotContain("canary");
            assertThat(dataSource.unwrap(RotatingDataSource.class)).isSameAs(dataSource);
            assertThatThrownBy(() -> dataSource.unwrap(Connection.class)).isInstanceOf(SQLException.class);
            assertThat(dataSource)
                    .hasToString("RotatingDataSource[secretName=orders/db, url=" + postgres.url("postgres") + "]");
        }
    }

    @Test
    void metrics_tellLoginsAndConnections() throws SQLException {
        kms.createSecret("orders/db", login("first"));
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (RotatingDataSource dataSource = dataSource(sesame)) {
            RotatingDataSourceMetrics metrics =
                    new RotatingDataSourceMetrics(dataSource, Tags.of("application", "test"));
            metrics.bindTo(registry);
            metrics.bindTo(registry);
            try (Connection old = dataSource.getConnection()) {
                assertThat(old.isValid(5)).isTrue();
                postgres.execute("ALTER ROLE " + role + " PASSWORD 'second'");
                kms.putSecretValue("orders/db", login("second"));
                try (Connection current = dataSource.getConnection()) {
                    assertThat(current.isValid(5)).isTrue();

                    assertThat(logins(registry, "accepted")).isEqualTo(2);
                    assertThat(logins(registry, "refused")).isEqualTo(1);
                    assertThat(logins(registry, "withheld")).isZero();
                    assertThat(logins(registry, "failed")).isZero();
                    await().untilAsserted(() -> {
                        assertThat(connections(registry, "current")).isEqualTo(1);
                        assertThat(connections(registry, "old")).isEqualTo(1);
                    });
                    assertThat(registry.get("opensesame.jdbc.drain.remaining")
                                    .timeGauge()
                                    .value(TimeUnit.SECONDS))
                            .isBetween(1.0, 60.0);
                }
            }
            assertThat(registry.get("opensesame.jdbc.connections.retired")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("opensesame.jdbc.rotations").counter().count())
                    .isEqualTo(1);
            assertThat(connections(registry, "old")).isZero();
            assertThat(registry.getMeters())
                    .allSatisfy(
                            meter -> assertThat(meter.getId().getTag("secret")).isEqualTo("orders/db"));

            metrics.close();
            assertThat(registry.find("opensesame.jdbc.connections").gauges()).isEmpty();
            assertThat(user(dataSource)).isEqualTo(role);
            assertThat(logins(registry, "accepted")).isEqualTo(2);
        }
    }

    private static double logins(SimpleMeterRegistry registry, String outcome) {
        return registry.get("opensesame.jdbc.logins")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static double connections(SimpleMeterRegistry registry, String state) {
        return registry.get("opensesame.jdbc.connections")
                .tag("state", state)
                .gauge()
                .value();
    }

    private RotatingDataSource dataSource(OpenSesame reader) {
        return RotatingDataSource.builder(reader.secrets(), "orders/db")
                .url(postgres.url("postgres"))
                .listener(events::add)
                .build();
    }

    private static String user(RotatingDataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet user = statement.executeQuery("SELECT current_user")) {
            user.next();
            return user.getString(1);
        }
    }

    private List<LoginEvent.Kind> kinds() {
        return events.stream().map(LoginEvent::kind).toList();
    }

    private String login(String password) {
        return login(role, password);
    }

    private static String login(String account, String password) {
        return "{\"username\":\"" + account + "\",\"password\":\"" + password + "\"}";
    }
}
