package io.opensesame.jdbc;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a URL or the properties can tell {@link OpenSesameDriver}; everything else is for the database's own driver. */
enum DriverOption {
    SECRET("secret", "the name or ARN of the secret that holds the login; 'secret' for short in a URL"),
    REGION("region", "the region of KMS, for the client that the driver makes itself"),
    ENDPOINT("endpoint", "the endpoint of KMS, in the place of a region"),
    MAX_TRIES("maxTries", "how many versions of the login one connect tries at most; 3 by default"),
    TIMEOUT("timeout", "the time after which one connect begins no further try; 30s by default"),
    REFUSALS_PER_MINUTE("refusalsPerMinute", "how many wrong logins are risked a minute; 5 by default"),
    DRAIN("drain", "the time over which connections of an old login are retired; 1m by default");

    static final String PREFIX = "opensesame.";
    static final String SECRET_FOR_SHORT = "secret";

    private final String key;
    private final String description;

    DriverOption(String name, String description) {
        this.key = PREFIX + name;
        this.description = description;
    }

    /** Tells whether a parameter of this name is for OpenSesame, be it a known one or not. */
    static boolean isOurs(String name) {
        return name.equals(SECRET_FOR_SHORT) || name.startsWith(PREFIX);
    }

    static Optional<DriverOption> of(String name) {
        return name.equals(SECRET_FOR_SHORT)
                ? Optional.of(SECRET)
                : Arrays.stream(values())
                        .filter(option -> option.key.equals(name))
                        .findFirst();
    }

    /** Returns those that must be the same wherever a login is used, since its connections share them. */
    static Stream<DriverOption> ofLogin() {
        return Stream.of(MAX_TRIES, TIMEOUT, REFUSALS_PER_MINUTE, DRAIN);
    }

    /** Returns all names, for messages. */
    static String names() {
        return Arrays.stream(values()).map(DriverOption::key).collect(Collectors.joining(", "));
    }

    String key() {
        return key;
    }

    String description() {
        return description;
    }
}
