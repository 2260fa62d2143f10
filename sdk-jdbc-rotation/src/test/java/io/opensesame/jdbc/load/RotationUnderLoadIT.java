package io.opensesame.jdbc.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.opensesame.OpenSesame;
import io.opensesame.jdbc.LoginEvent;
import io.opensesame.jdbc.LoginRefusedException;
import io.opensesame.jdbc.RotatingDataSource;
import io.opensesame.jdbc.TestClients;
import io.opensesame.jdbc.database.TestMariaDb;
import io.opensesame.jdbc.database.TestPostgres;
import io.opensesame.jdbc.hikari.RotatingHikariPool;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.secret.PutSecretValueRequest;
import io.opensesame.kms.secret.SecretData;
import io.opensesame.kms.secret.UpdateSecretVersionStageRequest;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.VersionStage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * 16 threads of transactions through HikariCP while logins rotate, on real databases. The seed is fixed;
 * {@code -Dopensesame.soak.seconds=600} goes on with rotations of two accounts for so long.
 */
class RotationUnderLoadIT {
    private static final long SEED = 20_261_123;
    private static final int THREADS = 16;
    private static final int SIZE = 8;
    private static final Duration DRAIN = Duration.ofMillis(300);

    /**
     * A steady pool gives out a connection in microseconds, of which thrice says nothing on a busy machine. Below this,
     * no borrower waits for a connection to be opened: HikariCP's pause between two alone is 30 ms.
     */
    private static final Duration NOISE = Duration.ofMillis(50);

    private static final int REFUSALS_PER_MINUTE = 60;
    private static final String SECRET = "orders/db";
    private static final VersionStage PENDING = VersionStage.of("Pending");
    private static final AtomicInteger TABLES = new AtomicInteger();

    private static TestPostgres postgres;

    private final String table = "ledger_" + TABLES.incrementAndGet();
    private final List<LoginEvent> refused = new CopyOnWriteArrayList<>();
    private LocalKms kms;
    private OpenSesame sesame;
    private int rotations;

    @BeforeAll
    static void startPostgres() {
        postgres = TestPostgres.start(); // of our own, since it is restarted
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void start() {
        kms = LocalKms.start();
        sesame = follower(CallOptions.defaults());
    }

    private OpenSesame follower(CallOptions calls) {
        return TestClients.connectedTo(kms)
                .cache(CacheOptions.builder()
                        .pendingStage(PENDING)
                        .rejectionsPerMinute(600)
                        .build())
                .calls(calls)
                .build();
    }

    @AfterEach
    void stop() {
        sesame.close();
        kms.close();
    }

    @Test
    void postgres_twoAccountsRotateWhileKmsFailsAndTheServerRestarts_noTransactionFails() throws Exception {
        List<String> accounts = List.of(TestPostgres.unique("load"), TestPostgres.unique("load"));
        String[] setUp = ledger();
        postgres.execute(setUp);
        for (String account : accounts) {
            postgres.execute(
                    "CREATE ROLE " + account + " LOGIN PASSWORD 'password-0'",
                    "GRANT SELECT, UPDATE ON " + table + " TO " + account);
        }
        Rotation rotation = () -> {
            rotations++;
            String account = accounts.get(rotations % 2);
            postgres.execute("ALTER ROLE " + account + " PASSWORD 'password-" + rotations + "'");
            return kms.putSecretValue(SECRET, login(account));
        };
        kms.createSecret(SECRET, login(accounts.get(0)));

        try (RotatingDataSource dataSource = dataSource(postgres.url("postgres"));
                HikariDataSource pool = pool(dataSource);
                TransactionLoad load = load(pool, "SELECT pg_backend_pid()")) {
            Phase steady = steady(load);
            Phase rotating = load.begin("rotating");
            for (int i = 0; i < 7; i++) {
                awaitFollowed(dataSource, rotation.rotate());
            }
            long soakUntil = System.nanoTime()
                    + Duration.ofSeconds(Long.getLong("opensesame.soak.seconds", 0))
                            .toNanos();
            while (System.nanoTime() - soakUntil < 0) {
                awaitFollowed(dataSource, rotation.rotate());
            }
            for (int i = 0; i < 3; i++) {
                kms.stopServing();
                String current = rotation.rotate(); // not seen for now: the account before works on
                load.awaitTransactions(200);
                kms.resumeServing();
                awaitFollowed(dataSource, current);
            }
            Phase restarting = load.begin("restarting");
            postgres.restart();
            load.awaitTransactionsOfEach(3);
            Phase after = load.begin("after the restart");
            for (int i = 0; i < 3; i++) {
                awaitFollowed(dataSource, rotation.rotate());
            }

            assertNoFailure(steady, rotating, after);
            assertBrokenByTheRestartOnly(restarting);
            assertBorrowIsAsFast(steady, rotating);
        }
        assertThat(refused).isEmpty();
        assertThat(postgres.refusedLogins(accounts.get(0)) + postgres.refusedLogins(accounts.get(1)))
                .isZero();
    }

    @Test
    void postgres_oneAccountRotatesWithAPendingStage_noTransactionFails() throws Exception {
        String account = oneAccount();
        String current = kms.createSecret(SECRET, login(account));

        try (RotatingDataSource dataSource = dataSource(postgres.url("postgres"));
                HikariDataSource pool = pool(dataSource);
                TransactionLoad load = load(pool, "SELECT pg_backend_pid()")) {
            Phase steady = steady(load);
            Phase rotating = load.begin("rotating");
            for (int i = 0; i < 3; i++) {
                String next = putPending(account);
                postgres.execute("ALTER ROLE " + account + " PASSWORD 'password-" + rotations + "'");
                for (int j = 0; j < 2; j++) {
                    dataSource.getConnection().close(); // in the gap, only the pending version works
                }
                long askedKms = System.nanoTime();
                promote(current, next);
                current = next;
                awaitFollowed(dataSource, current);
                awaitNextQuestionToKms(askedKms);
            }

            assertNoFailure(steady, rotating);
            assertBorrowIsAsFast(steady, rotating);
        }
        // In each gap the current version is refused, and the one before, if it was not refused a moment ago.
        assertThat(postgres.refusedLogins(account)).isEqualTo(refused.size()).isBetween(3L, 6L);
    }

    @Test
    void postgres_oneAccountRotatesUnderThreadsWithoutAPool_noTransactionFailsWithinTheDefaultBound() throws Exception {
        String account = oneAccount();
        String current = kms.createSecret(SECRET, login(account));

        try (RotatingDataSource dataSource = RotatingDataSource.builder(sesame.secrets(), SECRET)
                        .url(postgres.url("postgres"))
                        .build();
                TransactionLoad load =
                        new TransactionLoad(dataSource, table, "SELECT pg_backend_pid()", THREADS, SEED)) {
            load.awaitTransactions(50);
            Phase rotating = load.begin("rotating");
            String next = putPending(account);
            postgres.execute("ALTER ROLE " + account + " PASSWORD 'password-" + rotations + "'");
            load.awaitTransactions(50);
            promote(current, next);
            load.awaitTransactions(50);

            assertNoFailure(rotating);
        }
        assertThat(postgres.refusedLogins(account)).isBetween(1L, 5L);
    }

    @Test
    void postgres_oneAccountRotatesWhileKmsIsAway_failsTypedAndRecovers() throws Exception {
        sesame.close();
        sesame = follower(CallOptions.builder()
                .deadline(Duration.ofSeconds(1))
                .maxAttempts(1)
                .build());
        String account = oneAccount();
        String current = kms.createSecret(SECRET, login(account));

        try (RotatingDataSource dataSource = dataSource(postgres.url("postgres"));
                HikariDataSource pool = pool(dataSource);
                TransactionLoad load = load(pool, "SELECT pg_backend_pid()")) {
            awaitOpen(dataSource, SIZE);
            Phase open = load.begin("the gap");
            String next = putPending(account);
            kms.stopServing();
            postgres.execute("ALTER ROLE " + account + " PASSWORD 'password-" + rotations + "'");

            assertThatThrownBy(dataSource::getConnection)
                    .isInstanceOf(LoginRefusedException.class)
                    .hasMessageContaining("KMS")
                    .hasMessageContaining(account)
                    .satisfies(e -> assertThat(e.getSuppressed()).isNotEmpty());
            load.awaitTransactions(200);

            kms.resumeServing();
            promote(current, next);
            awaitFollowed(dataSource, next);
            try (Connection connection = dataSource.getConnection()) {
                assertThat(connection.isValid(5)).isTrue();
            }
            assertNoFailure(open); // connections that are open work on
        }
        assertThat(postgres.refusedLogins(account)).isEqualTo(refused.size()).isBetween(1L, 4L);
    }

    @Test
    void mariaDb_twoAccountsRotate_noTransactionFails() throws Exception {
        TestMariaDb mariaDb = TestMariaDb.shared();
        String database = TestPostgres.unique("load");
        List<String> accounts = List.of(TestPostgres.unique("load"), TestPostgres.unique("load"));
        mariaDb.execute("CREATE DATABASE " + database);
        for (String sql : ledger()) {
            mariaDb.execute(sql.replace(table, database + "." + table));
        }
        for (String account : accounts) {
            mariaDb.execute(
                    "CREATE USER '" + account + "'@'%' IDENTIFIED BY 'password-0'",
                    "GRANT SELECT, UPDATE ON " + database + ".* TO '" + account + "'@'%'");
        }
        kms.createSecret(SECRET, login(accounts.get(0)));
        long refusedBefore = mariaDb.refusedLogins();

        try (RotatingDataSource dataSource = dataSource(mariaDb.url(database));
                HikariDataSource pool = pool(dataSource);
                TransactionLoad load = load(pool, "SELECT connection_id()")) {
            Phase steady = steady(load);
            Phase rotating = load.begin("rotating");
            for (int i = 0; i < 4; i++) {
                rotations++;
                String account = accounts.get(rotations % 2);
                mariaDb.execute("ALTER USER '" + account + "'@'%' IDENTIFIED BY 'password-" + rotations + "'");
                awaitFollowed(dataSource, kms.putSecretValue(SECRET, login(account)));
            }

            assertNoFailure(steady, rotating);
            assertBorrowIsAsFast(steady, rotating);
        }
        assertThat(mariaDb.refusedLogins() - refusedBefore).isZero();
    }

    private String oneAccount() throws SQLException {
        String account = TestPostgres.unique("load");
        postgres.execute(ledger());
        postgres.execute(
                "CREATE ROLE " + account + " LOGIN PASSWORD 'password-0'",
                "GRANT SELECT, UPDATE ON " + table + " TO " + account);
        return account;
    }

    private interface Rotation {
        /** Rotates, and returns the version that is current now. */
        String rotate() throws SQLException;
    }

    private String[] ledger() {
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TABLE " + table + " (id int PRIMARY KEY, n bigint NOT NULL)");
        for (int i = 0; i < THREADS; i++) {
            statements.add("INSERT INTO " + table + " VALUES (" + i + ", 0)");
        }
        return statements.toArray(String[]::new);
    }

    private RotatingDataSource dataSource(String url) {
        return RotatingDataSource.builder(sesame.secrets(), SECRET)
                .url(url)
                .drain(DRAIN)
                .refusalsPerMinute(REFUSALS_PER_MINUTE)
                .listener(event -> {
                    if (event.kind() == LoginEvent.Kind.REFUSED) {
                        refused.add(event);
                    }
                })
                .build();
    }

    private static HikariDataSource pool(RotatingDataSource dataSource) {
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(SIZE);
        return RotatingHikariPool.open(dataSource, config);
    }

    private TransactionLoad load(HikariDataSource pool, String sessionQuery) {
        return new TransactionLoad(pool, table, sessionQuery, THREADS, SEED);
    }

    private static Phase steady(TransactionLoad load) {
        load.awaitTransactions(200); // warm-up
        Phase steady = load.begin("steady");
        load.awaitTransactions(500);
        return steady;
    }

    private String login(String account) {
        return "{\"username\":\"" + account + "\",\"password\":\"password-" + rotations + "\"}";
    }

    private String putPending(String account) {
        rotations++;
        PutSecretValueRequest request = PutSecretValueRequest.builder()
                .secretName(SECRET)
                .versionId("version-" + rotations)
                .data(SecretData.text(login(account)))
                .versionStages(PENDING)
                .build();
        try (OpenSesame operator = TestClients.connectedTo(kms).build()) {
            return operator.kms().secrets().putSecretValue(request).versionId();
        }
    }

    private void promote(String from, String to) {
        UpdateSecretVersionStageRequest request = UpdateSecretVersionStageRequest.builder()
                .secretName(SECRET)
                .versionStage(VersionStage.CURRENT)
                .moveToVersion(to)
                .removeFromVersion(from)
                .build();
        try (OpenSesame operator = TestClients.connectedTo(kms).build()) {
            operator.kms().secrets().updateSecretVersionStage(request);
        }
    }

    private static void awaitOpen(RotatingDataSource dataSource, int count) {
        await().until(() -> dataSource.connections().values().stream()
                        .mapToInt(open -> open)
                        .sum()
                == count);
    }

    /** What KMS answered to a rejection holds for a second; no rotation comes that soon after the one before. */
    private static void awaitNextQuestionToKms(long last) {
        await().until(() -> System.nanoTime() - last >= Duration.ofMillis(1_100).toNanos());
    }

    /** Has the client see the rotation, and waits until no connection of another version is open. */
    private void awaitFollowed(RotatingDataSource dataSource, String current) {
        await().ignoreExceptions()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> sesame.secrets().refresh(SECRET).versionId().equals(current));
        await().pollInterval(Duration.ofMillis(10))
                .atMost(DRAIN.plusSeconds(5)) // what is beyond the drain time is for a machine that is busy
                .until(() -> dataSource.connections().keySet().equals(Set.of(current)));
    }

    private static void assertNoFailure(Phase... phases) {
        for (Phase phase : phases) {
            assertThat(phase.failures()).as(phase.toString()).isEmpty();
        }
    }

    /** The server ends each session once, and HikariCP may give out a dead connection that was used just before. */
    private static void assertBrokenByTheRestartOnly(Phase restarting) {
        assertThat(restarting.failures())
                .as(restarting.toString())
                .hasSizeLessThanOrEqualTo(2 * SIZE)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).matches("08...|57P0.")));
    }

    private static void assertBorrowIsAsFast(Phase steady, Phase rotating) {
        Duration thrice = steady.borrowP99().multipliedBy(3);
        Duration bound = thrice.compareTo(NOISE) > 0 ? thrice : NOISE;
        assertThat(rotating.borrowP99()).as(steady + "; " + rotating).isLessThanOrEqualTo(bound);
    }
}
