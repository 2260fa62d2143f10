package io.opensesame.samples.jdbcrotation;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.jdbc.LoginEvent;
import io.opensesame.jdbc.RotatingDataSource;
import io.opensesame.jdbc.hikari.RotatingHikariPool;
import io.opensesame.jdbc.rotator.DatabaseLoginRotator;
import io.opensesame.jdbc.rotator.RotationStrategy;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.localkms.LocalKms;
import io.opensesame.secrets.CacheOptions;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Queries a real PostgreSQL by eight threads while its login rotates every few seconds, and shows what they noticed.
 */
public final class JdbcRotation {
    static final Duration DRAIN = Duration.ofSeconds(1);

    private static final String SECRET = "orders/db";
    private static final int THREADS = 8;

    private final Arguments arguments;
    private final PrintStream out;

    private JdbcRotation(Arguments arguments, PrintStream out) {
        this.arguments = arguments;
        this.out = out;
    }

    /**
     * Runs the sample.
     *
     * @param args see {@code --help}
     * @throws Exception if the database or LocalKms cannot be started
     */
    public static void main(String[] args) throws Exception {
        System.exit(run(args, System.out));
    }

    static int run(String[] args, PrintStream out) throws Exception {
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return 2;
        }
        if (arguments.help()) {
            out.println(Arguments.USAGE);
            return 0;
        }
        return new JdbcRotation(arguments, out).play();
    }

    private int play() throws Exception {
        out.println("Starting a PostgreSQL, which checks passwords, and LocalKms ...");
        try (OrdersDatabase database = OrdersDatabase.start("first-password");
                LocalKms kms = LocalKms.start();
                OpenSesame sesame = OpenSesame.builder()
                        .endpoint(KmsEndpoint.of(kms.endpoint()))
                        .credentials(Credentials.accessKey(kms.accessKeyId(), kms.exposeAccessKeySecret()))
                        .cache(CacheOptions.builder()
                                .refreshAfter(Duration.ofSeconds(1)) // so that a person need not wait an hour
                                .pendingStage(DatabaseLoginRotator.DEFAULT_PENDING_STAGE)
                                .rejectionsPerMinute(60)
                                .build())
                        .build()) {
            kms.createSecret(SECRET, "{\"username\":\"orders\",\"password\":\"first-password\"}");
            DatabaseLoginRotator rotator = DatabaseLoginRotator.builder(sesame.kms(), SECRET)
                    .url(database.url())
                    .administrator(database.administrator())
                    .strategy(arguments.oneAccount() ? RotationStrategy.oneAccount() : RotationStrategy.twoAccounts())
                    .build();
            Timeline timeline = new Timeline();
            try (RotatingDataSource logins = RotatingDataSource.builder(sesame.secrets(), SECRET)
                            .url(database.url())
                            .drain(DRAIN)
                            .refusalsPerMinute(60) // rotations are days apart elsewhere
                            .listener(event -> count(event, timeline))
                            .build();
                    HikariDataSource pool = RotatingHikariPool.open(logins, poolOfAllThreads());
                    Workload workload = Workload.of(THREADS, pool, timeline)) {
                workload.start();
                rotateUntilTheEnd(rotator, logins, timeline);
            }
            return show(timeline);
        }
    }

    private static HikariConfig poolOfAllThreads() {
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(THREADS);
        return config;
    }

    private static void count(LoginEvent event, Timeline timeline) {
        switch (event.kind()) {
            case ACCEPTED -> timeline.logins(event.versionId()).accepted.increment();
            case REFUSED -> timeline.logins(event.versionId()).refused.increment();
            default -> {} // not about a login that was tried
        }
    }

    private void rotateUntilTheEnd(DatabaseLoginRotator rotator, RotatingDataSource logins, Timeline timeline)
            throws InterruptedException {
        StatusLine status = new StatusLine(out, timeline);
        double every = arguments.rotateEvery().toSeconds();
        double end = arguments.runTime().toSeconds();
        double next = every;
        while (timeline.seconds() < end) {
            timeline.connected(logins.connections());
            if (timeline.seconds() >= next) {
                double from = timeline.seconds();
                rotator.rotate();
                timeline.rotated(from);
                next += every;
            }
            status.show();
            Thread.sleep(100);
        }
        status.end();
    }

    private int show(Timeline timeline) {
        Results results = Results.of(timeline);
        out.println();
        out.print(results.phases());
        out.println();
        out.print(results.logins());
        out.println();
        results.failures().forEach(failure -> out.println("  failed: " + failure));
        String accounts = arguments.oneAccount() ? "one account" : "two accounts in turn";
        HtmlReport.write(
                arguments.report(),
                timeline,
                results,
                THREADS + " threads query PostgreSQL while its login rotates, " + accounts);
        out.println("The report, with plots over time: " + arguments.report().toAbsolutePath());
        return timeline.failures() == 0 ? 0 : 1;
    }
}
