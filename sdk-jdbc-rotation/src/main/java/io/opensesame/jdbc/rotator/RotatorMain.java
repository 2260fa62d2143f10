package io.opensesame.jdbc.rotator;

import io.opensesame.OpenSesame;
import io.opensesame.error.OpenSesameException;
import io.opensesame.jdbc.RotatingDataSource;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.secrets.VersionStage;
import java.io.PrintStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The program that rotates one login and ends: for cron, a Kubernetes CronJob or another scheduler. Started with
 * {@code --help} it tells its options and exit codes.
 */
public final class RotatorMain {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int BAD_ARGUMENTS = 2;
    static final int PROBLEMS_FOUND = 3;
    static final int LOCKED = 4;

    private RotatorMain() {}

    /**
     * Rotates, and ends the process with an exit code.
     *
     * @param arguments the options; {@code --help} lists them
     */
    public static void main(String[] arguments) {
        System.exit(run(OpenSesame.builder(), System.getenv(), System.out, System.err, arguments));
    }

    /** Runs the program with a client that may be set up already. */
    static int run(
            OpenSesame.Builder client,
            Map<String, String> environment,
            PrintStream out,
            PrintStream errors,
            String... arguments) {
        try {
            RotatorArguments parsed = RotatorArguments.parse(environment, arguments);
            if (parsed.help()) {
                out.print(RotatorArguments.USAGE);
                return DONE;
            }
            parsed.region().ifPresent(client::region);
            parsed.endpoint().map(URI::create).map(KmsEndpoint::of).ifPresent(client::endpoint);
            return run(client, parsed, out);
        } catch (LoginRotationException e) {
            errors.println("rotator: " + e.getMessage());
            return e.isLockHeldByAnother() ? LOCKED : FAILED;
        } catch (IllegalArgumentException | IllegalStateException e) {
            errors.println("rotator: " + e.getMessage());
            return BAD_ARGUMENTS;
        } catch (OpenSesameException e) {
            errors.println("rotator: " + e.getMessage());
            return FAILED;
        }
    }

    private static int run(OpenSesame.Builder client, RotatorArguments arguments, PrintStream out) {
        RotationStrategy strategy = arguments.strategy();
        String secret = arguments.secret();
        String url = arguments.url();
        try (OpenSesame sesame = client.build()) {
            DatabaseLoginRotator.Builder rotator =
                    DatabaseLoginRotator.builder(sesame.kms(), secret).url(url).strategy(strategy);
            arguments.pendingStage().map(VersionStage::of).ifPresent(rotator::pendingStage);
            arguments.lockWait().ifPresent(rotator::lockWait);
            Optional<String> administrator = arguments.administratorSecret();
            if (administrator.isEmpty()) {
                return run(rotator.build(), arguments.dryRun(), out);
            }
            try (RotatingDataSource connections = RotatingDataSource.builder(sesame.secrets(), administrator.get())
                    .url(arguments.administratorUrl())
                    .build()) {
                return run(rotator.administrator(connections).build(), arguments.dryRun(), out);
            }
        }
    }

    private static int run(DatabaseLoginRotator rotator, boolean dryRun, PrintStream out) {
        if (!dryRun) {
            LoginRotation rotation = rotator.rotate();
            out.println(sentence(rotation));
            return DONE;
        }
        LoginRotationPlan plan = rotator.plan();
        print(plan, out);
        return plan.isReady() ? DONE : PROBLEMS_FOUND;
    }

    private static String sentence(LoginRotation rotation) {
        String versions = "secret '" + rotation.secretName() + "' is at version '" + rotation.toVersion()
                + "', account '" + rotation.account() + "'";
        if (rotation.doneByAnother()) {
            return versions + "; another rotator did it meanwhile";
        }
        return versions + (rotation.resumed() ? "; finished what was begun before: " : ": ") + rotation.steps();
    }

    private static void print(LoginRotationPlan plan, PrintStream out) {
        out.println("secret           " + plan.secretName());
        out.println("strategy         " + plan.strategy());
        out.println("database         " + plan.database().orElse("unknown"));
        out.println("current version  " + plan.currentVersion().orElse("unknown"));
        out.println("pending version  " + plan.pendingVersion().orElse("none"));
        out.println("account          " + plan.account().orElse("unknown"));
        out.println("would do         " + plan.steps());
        plan.problems().forEach(problem -> out.println("problem          " + problem));
        out.println(plan.isReady() ? "ready; nothing was changed" : "not ready; nothing was changed");
    }
}
