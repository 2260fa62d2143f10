package io.opensesame.samples.quickstart;

import io.opensesame.OpenSesame;
import io.opensesame.auth.Credentials;
import io.opensesame.error.OpenSesameException;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.permission.PermissionRecorder;
import io.opensesame.localkms.LocalAccessKey;
import io.opensesame.localkms.LocalKms;
import io.opensesame.policy.Policy;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.Secret;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Shows OpenSesame at work, against LocalKms or, with {@code --region} or {@code --endpoint}, against the real service.
 */
public final class Quickstart {
    private static final Duration ROTATION_INTERVAL = Duration.ofDays(7);
    private static final Duration OUTAGE = Duration.ofSeconds(2);

    private final PrintStream out;
    private final Function<LocalKms, LocalAccessKey> caller;
    private final Summary summary = new Summary();
    private final PermissionRecorder recorder = new PermissionRecorder();

    /** Plays with LocalKms as whoever the AccessKey stands for that {@code caller} returns. */
    private Quickstart(PrintStream out, Function<LocalKms, LocalAccessKey> caller) {
        this.out = out;
        this.caller = caller;
    }

    /**
     * Runs the quickstart.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(run(args, System.out));
    }

    static int run(String[] args, PrintStream out) {
        return run(args, new Quickstart(out, LocalKms::createAccessKey));
    }

    static int runAs(Function<LocalKms, LocalAccessKey> caller, PrintStream out) {
        return run(new String[0], new Quickstart(out, caller));
    }

    private static int run(String[] args, Quickstart quickstart) {
        PrintStream out = quickstart.out;
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
        try {
            if (arguments.real()) {
                quickstart.readTheRealService(arguments);
            } else {
                quickstart.playWithLocalKms();
            }
            return 0;
        } catch (OpenSesameException | IllegalArgumentException e) {
            out.println();
            out.println("It failed: " + e.getMessage());
            return 1;
        }
    }

    private void readTheRealService(Arguments arguments) {
        OpenSesame.Builder builder = OpenSesame.builder().callListener(recorder);
        arguments.region().ifPresent(builder::region);
        arguments.endpoint().map(KmsEndpoint::of).ifPresent(builder::endpoint);
        try (OpenSesame sesame = builder.build()) {
            read(sesame, arguments.secrets());
        }
        printLeastPolicy();
        summary.print(out);
    }

    private void playWithLocalKms() {
        try (LocalKms kms = LocalKms.start();
                OpenSesame sesame = OpenSesame.builder()
                        .endpoint(KmsEndpoint.of(kms.endpoint()))
                        .credentials(credentials(caller.apply(kms)))
                        .callListener(recorder)
                        .cache(CacheOptions.builder()
                                .refreshAfter(Duration.ofSeconds(1)) // so that a person need not wait an hour
                                .build())
                        .build()) {
            out.println("LocalKms, an embedded KMS, serves " + kms.endpoint());
            kms.newSecret("orders/db").text(login("initial")).versionId("v1").create();
            kms.newSecret("payments/token").text("token-8c1f3a").versionId("v1").create();
            kms.newSecret("mail/keystore")
                    .binary(new byte[] {1, 2, 3})
                    .versionId("v1")
                    .create();
            kms.newSecret("orders/report-db")
                    .type("Rds")
                    .extendedConfig("{\"SecretSubType\":\"SingleUser\",\"DBInstanceId\":\"rm-1\"}")
                    .text("{\"Accounts\":[{\"AccountName\":\"report\",\"AccountPassword\":\"initial\"}]}")
                    .versionId("v1")
                    .create();
            kms.rotateAutomatically("orders/db", ROTATION_INTERVAL, old -> login("rotated"));

            read(sesame, List.of("orders/db", "payments/token", "mail/keystore", "orders/report-db"));
            try (Secret<DbLogin> login = sesame.secrets().secret("orders/db", DbLogin.class);
                    Readers readers = Readers.start(4, login)) {
                rotate(kms, login, readers);
                cutOff(kms, login, readers);
                summary.add("reads by 4 threads in all", counted(readers.reads()) + ", failed " + readers.failures());
            }
            summary.add("requests that reached KMS", counted(kms.requestCount("GetSecretValue")));
        }
        printLeastPolicy();
        summary.print(out);
    }

    private static Credentials credentials(LocalAccessKey key) {
        return Credentials.accessKey(key.accessKeyId(), key.exposeAccessKeySecret());
    }

    private void printLeastPolicy() {
        out.println();
        out.println("A RAM policy that allows what was called here, and no more:");
        recorder.leastPrivilege().ramPolicies().stream()
                .map(Policy::toPrettyJson)
                .forEach(out::println);
    }

    private static String login(String password) {
        return "{\"username\":\"orders\",\"password\":\"" + password + "\"}";
    }

    private void read(OpenSesame sesame, List<String> names) {
        Reading reading = new Reading(sesame.secrets(), out);
        out.println();
        out.println("Reads, as an application makes them (values stay redacted):");
        names.forEach(reading::cold);
        summary.add("cold read, first / last", reading.coldTimes());
        summary.add("cached read", reading.cachedTime(names.get(0)));
    }

    private void rotate(LocalKms kms, Secret<DbLogin> login, Readers readers) {
        String before = shown(login.version().versionId());
        out.println();
        out.println("A week passes for KMS, so it rotates orders/db, while 4 threads keep reading it:");
        Stopwatch stopwatch = Stopwatch.start();
        kms.clock().advance(ROTATION_INTERVAL);
        readers.awaitPasswordOtherThan("initial");
        String seen = stopwatch.text();
        out.println("  the live handle went from version " + before + " to version "
                + shown(login.version().versionId()) + " in " + seen);
        summary.add("rotation followed within", seen);
    }

    private void cutOff(LocalKms kms, Secret<DbLogin> login, Readers readers) {
        out.println();
        out.println("KMS is cut off, its open connections with it:");
        Stopwatch stopwatch = Stopwatch.start();
        long readsBefore = readers.reads();
        kms.stopServing();
        readers.await("keep reading through the outage", () -> stopwatch.elapsedNanos() >= OUTAGE.toNanos());
        readers.await("see the value marked stale", () -> login.version().stale());
        String reads = counted(readers.reads() - readsBefore);
        out.println("  in " + stopwatch.text() + " without KMS " + reads + " reads went on, failed "
                + readers.failures() + "; the value was marked stale");
        kms.resumeServing();
        summary.add("reads while KMS was cut off", reads + ", failed " + readers.failures());
    }

    static String counted(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A version id that KMS made up is a long one; its beginning tells it apart here. */
    static String shown(String versionId) {
        return versionId.length() <= 12 ? versionId : versionId.substring(0, 8) + "...";
    }

    record DbLogin(String username, String password) {
        @Override
        public String toString() { // a record prints its components
            return "DbLogin[" + username + ", <redacted>]";
        }
    }
}
