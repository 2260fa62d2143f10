package io.opensesame.jdbc.rotator;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the rotator's program is told, by its command line or by environment variables; the command line wins. */
final class RotatorArguments {
    static final String USAGE = """
            Usage: java -cp <classpath> io.opensesame.jdbc.rotator.RotatorMain [options]

              --secret <name>                Generic secret that holds the login
              --url <url>                    JDBC URL at which logins are tested; {host}, {port} and {database}
                                             in it are filled in from the secret
              --strategy <strategy>          one-account (if left out) or two-accounts
              --clone <name>                 clone's name, with --account; <account>_clone if left out
              --account <name>               account that is cloned, with --clone
              --administrator-secret <name>  secret with the login of who changes accounts; if left out, the
                                             account changes its own password
              --administrator-url <url>      JDBC URL for the administrator; --url if left out
              --pending-stage <stage>        stage of versions that are not current yet; pending if left out
              --lock-wait <duration>         how long to wait for another rotator, as PT1M (if left out)
              --region <region>              region of KMS; ALIBABA_CLOUD_REGION_ID if left out
              --endpoint <uri>               endpoint of KMS, in the place of a region
              --dry-run                      tell what would be done, and change nothing
              --help                         print this and exit

            Each option but the last two may be an environment variable instead, such as
            OPENSESAME_ROTATOR_ADMINISTRATOR_SECRET. Credentials are found as always: environment, profile,
            OIDC token, instance role.

            Exit codes: 0 done (or ready, if a dry run); 1 failed: run it again, and it goes on from where it was;
            2 wrong options; 3 a dry run found problems; 4 another rotator held the lock.
            """;

    private static final String VARIABLE_PREFIX = "OPENSESAME_ROTATOR_";
    private static final List<String> NAMES = List.of(
            "--secret",
            "--url",
            "--strategy",
            "--account",
            "--clone",
            "--administrator-secret",
            "--administrator-url",
            "--pending-stage",
            "--lock-wait",
            "--region",
            "--endpoint");

    private final Map<String, String> values = new HashMap<>();
    private boolean dryRun;
    private boolean help;

    private RotatorArguments() {}

    /**
     * Returns the parsed command line.
     *
     * @throws IllegalArgumentException if it is wrong; the message is one line, and says how to do better
     */
    static RotatorArguments parse(Map<String, String> environment, String... arguments) {
        RotatorArguments parsed = new RotatorArguments();
        for (String name : NAMES) {
            String value = environment.getOrDefault(variable(name), "");
            if (!value.isBlank()) {
                parsed.values.put(name, value);
            }
        }
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        while (!rest.isEmpty()) {
            parsed.accept(rest.pop(), rest);
        }
        return parsed;
    }

    static String variable(String option) {
        return VARIABLE_PREFIX + option.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private void accept(String option, Deque<String> rest) {
        switch (option) {
            case "--help" -> help = true;
            case "--dry-run" -> dryRun = true;
            default -> {
                if (!NAMES.contains(option)) {
                    // Its text might be a secret that slipped in; an option's name is none.
                    throw new IllegalArgumentException(
                            (option.matches("--[a-z-]+") ? "unknown option " + option : "unknown argument")
                                    + "; try --help");
                }
                if (rest.isEmpty()) {
                    throw new IllegalArgumentException(option + " needs a value; try --help");
                }
                values.put(option, rest.pop());
            }
        }
    }

    boolean help() {
        return help;
    }

    boolean dryRun() {
        return dryRun;
    }

    String secret() {
        return required("--secret");
    }

    String url() {
        return required("--url");
    }

    RotationStrategy strategy() {
        String strategy = values.getOrDefault("--strategy", "one-account");
        Optional<String> account = optional("--account");
        Optional<String> clone = optional("--clone");
        boolean two = strategy.equals("two-accounts");
        if (!two && !strategy.equals("one-account")) {
            throw new IllegalArgumentException("--strategy is one-account or two-accounts: " + strategy);
        }
        if (account.isPresent() != clone.isPresent() || (account.isPresent() && !two)) {
            throw new IllegalArgumentException("--account and --clone go together, with --strategy two-accounts");
        }
        if (!two) {
            return RotationStrategy.oneAccount();
        }
        return account.map(name -> RotationStrategy.twoAccounts(name, clone.orElseThrow()))
                .orElseGet(RotationStrategy::twoAccounts);
    }

    Optional<String> administratorSecret() {
        return optional("--administrator-secret");
    }

    String administratorUrl() {
        return optional("--administrator-url").orElseGet(this::url);
    }

    Optional<String> pendingStage() {
        return optional("--pending-stage");
    }

    Optional<Duration> lockWait() {
        return optional("--lock-wait").map(text -> {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("--lock-wait needs a duration such as PT30S: '" + text + "'", e);
            }
        });
    }

    Optional<String> region() {
        return optional("--region");
    }

    Optional<String> endpoint() {
        return optional("--endpoint");
    }

    private Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private String required(String name) {
        return optional(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        name + " is missing (or the variable " + variable(name) + "); try --help"));
    }
}
