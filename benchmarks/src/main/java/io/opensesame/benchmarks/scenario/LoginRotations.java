package io.opensesame.benchmarks.scenario;

import com.amazonaws.secretsmanager.caching.SecretCacheConfiguration;
import com.amazonaws.secretsmanager.sql.AWSSecretsManagerPostgreSQLDriver;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.benchmarks.MarkdownTable;
import io.opensesame.benchmarks.TemporaryDirectory;
import io.opensesame.benchmarks.stub.StubIdentity;
import io.opensesame.jdbc.RotatingDataSource;
import io.opensesame.jdbc.hikari.RotatingHikariPool;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.CacheOptions;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A database login is rotated again and again while threads borrow connections from a pool and query.
 *
 * <p>With one account, its password is changed, and then the secret; with two, the other one gets a new password, and
 * then the secret names it. Right after that one connection of the pool comes to the end of its life, as they do at any
 * time; {@value #GRACE_SECONDS} s later the database ends the sessions that are older than the rotation, as who rotates
 * a password for a reason does. A day between rotations is a few seconds here, so both caches refresh after
 * {@value #REFRESH_SECONDS} s. The floor's account never changes, and none of its sessions is ended by the database.
 */
record LoginRotations(int threads, int rotations, Duration every) implements Scenario {
    static final long REFRESH_SECONDS = 1;
    static final long GRACE_SECONDS = 4;
    private static final Duration DRAIN = Duration.ofSeconds(1);
    private static final Duration BORROW_LIMIT = Duration.ofSeconds(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final String SECRET = "orders/db";

    /** A pool, and how many calls to the secrets' service were made for it. */
    private record Opened(HikariDataSource pool, LongSupplier calls, AutoCloseable rest) {}

    /** What the pool under test gets its connections by. */
    private interface Contender {
        Opened open(HikariConfig config, BenchmarkPostgres postgres, LocalKms kms, Supplier<StoredLogin> current)
                throws SQLException;
    }

    @Override
    public void run(StubIdentity identity, PrintStream out) throws Exception {
        MarkdownTable table = new MarkdownTable(
                "pool and login",
                "accounts",
                "borrows",
                "failed",
                "p50 ms",
                "p99 ms",
                "longest ms",
                "failed queries",
                "wrong logins",
                "calls for the secret");
        try (TemporaryDirectory directory = TemporaryDirectory.create();
                BenchmarkPostgres postgres = new BenchmarkPostgres(directory.path())) {
            for (int accounts = 1; accounts <= 2; accounts++) {
                table.row(row("HikariCP, a login that stays", accounts, postgres, LoginRotations::fixed));
                table.row(row("HikariCP over OpenSesame", accounts, postgres, LoginRotations::openSesame));
                table.row(row("HikariCP over AWS's driver", accounts, postgres, LoginRotations::aws));
            }
        }
        table.print(
                out,
                "(h) " + rotations + " rotations of a database login, one every " + every.toSeconds() + " s, " + threads
                        + " threads and as many connections");
    }

    private List<String> row(String title, int accounts, BenchmarkPostgres postgres, Contender contender)
            throws Exception {
        postgres.execute(
                "DROP ROLE IF EXISTS stays, app_0, app_1",
                "CREATE ROLE stays LOGIN PASSWORD 'stays'",
                "CREATE ROLE app_0 LOGIN PASSWORD 'p0'",
                "CREATE ROLE app_1 LOGIN PASSWORD 'unused'");
        Rotation rotation = new Rotation(postgres, accounts);
        try (LocalKms kms = LocalKms.start()) {
            kms.createSecret(SECRET, rotation.current().json());
            long refusedBefore = postgres.refusedLogins();
            Opened opened = contender.open(config(), postgres, kms, rotation::current);
            BorrowerGroup.Outcome outcome;
            try (HikariDataSource pool = opened.pool()) {
                BorrowerGroup group = BorrowerGroup.start(pool, threads);
                for (int i = 0; i < rotations; i++) {
                    TimeUnit.SECONDS.sleep(every.toSeconds() - GRACE_SECONDS);
                    rotation.rotate(kms, SECRET);
                    evictOne(pool);
                    TimeUnit.SECONDS.sleep(GRACE_SECONDS);
                    rotation.endSessionsOlderThan(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
                }
                TimeUnit.SECONDS.sleep(every.toSeconds());
                outcome = group.stop(STOP_LIMIT);
            }
            opened.rest().close();
            return List.of(
                    title,
                    Integer.toString(accounts),
                    "%,d".formatted(outcome.borrowMillis().size()),
                    "%,d".formatted(outcome.failedBorrows()),
                    outcome.percentile(0.5),
                    outcome.percentile(0.99),
                    outcome.percentile(1),
                    "%,d".formatted(outcome.failedQueries()),
                    Long.toString(postgres.refusedLogins() - refusedBefore),
                    Long.toString(opened.calls().getAsLong()));
        }
    }

    private static void evictOne(HikariDataSource pool) {
        try (Connection connection = pool.getConnection()) {
            pool.evictConnection(connection);
        } catch (SQLException e) {
            return; // there is none to evict; what that means for borrowers, they count
        }
    }

    private HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(threads);
        config.setConnectionTimeout(BORROW_LIMIT.toMillis());
        return config;
    }

    private static Opened fixed(
            HikariConfig config, BenchmarkPostgres postgres, LocalKms kms, Supplier<StoredLogin> current) {
        config.setJdbcUrl("jdbc:" + postgres.place());
        config.setUsername("stays");
        config.setPassword("stays");
        return new Opened(new HikariDataSource(config), () -> 0, () -> {});
    }

    private static Opened openSesame(
            HikariConfig config, BenchmarkPostgres postgres, LocalKms kms, Supplier<StoredLogin> current) {
        OpenSesame sesame = OpenSesame.builder()
                .endpoint(KmsEndpoint.of(kms.endpoint()))
                .credentials(Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()))
                .cache(CacheOptions.builder()
                        .refreshAfter(Duration.ofSeconds(REFRESH_SECONDS))
                        .build())
                .build();
        RotatingDataSource dataSource = RotatingDataSource.builder(sesame.secrets(), SECRET)
                .url("jdbc:" + postgres.place())
                .drain(DRAIN)
                .refusalsPerMinute(60) // one rotation of one account costs one, and they are days apart elsewhere
                .build();
        return new Opened(RotatingHikariPool.open(dataSource, config), () -> kms.requestCount("GetSecretValue"), () -> {
            dataSource.close();
            sesame.close();
        });
    }

    /**
     * The driver's default instance, which its class makes when it is loaded, would ask AWS: another one is registered
     * in its place. The pool names the secret as the user, as the driver's manual has it.
     */
    private static Opened aws(
            HikariConfig config, BenchmarkPostgres postgres, LocalKms kms, Supplier<StoredLogin> current)
            throws SQLException {
        System.setProperty("aws.region", "us-east-1");
        AwsLoginStub stub = new AwsLoginStub(current);
        Driver driver = new AWSSecretsManagerPostgreSQLDriver(new SecretCacheConfiguration()
                .withClient(stub)
                .withCacheItemTTL(TimeUnit.SECONDS.toMillis(REFRESH_SECONDS)));
        List<Driver> others = DriverManager.drivers()
                .filter(AWSSecretsManagerPostgreSQLDriver.class::isInstance)
                .filter(other -> other != driver)
                .toList();
        for (Driver other : others) {
            DriverManager.deregisterDriver(other);
        }
        config.setJdbcUrl("jdbc-secretsmanager:" + postgres.place());
        config.setUsername(SECRET);
        return new Opened(new HikariDataSource(config), stub::calls, () -> DriverManager.deregisterDriver(driver));
    }
}
