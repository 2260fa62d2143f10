package io.opensesame.internal.credentials;

import io.opensesame.auth.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** When credentials are read again, and how long to pause after that failed. */
final class RefreshSchedule {
    /** How long before their end credentials are refreshed, unless a third of their life is shorter. */
    static final Duration REFRESH_AHEAD = Duration.ofMinutes(15);

    /** The age at which they are read again whatever their end, since a source may have been given others. */
    static final Duration REREAD_AFTER = Duration.ofHours(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration LONGEST_PAUSE_WITH_NOTHING_HELD = Duration.ofSeconds(5);

    private final RandomGenerator random;

    RefreshSchedule(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Returns how long after {@code readAt}, when they were read, credentials are due; up to a tenth less than the
     * rule, at random.
     */
    Duration untilDue(Credentials credentials, Instant readAt) {
        Duration longest = credentials
                .expiration()
                .map(end -> shorter(REREAD_AFTER, untilDue(Duration.between(readAt, end))))
                .orElse(REREAD_AFTER);
        return scaled(longest, 1.0 - 0.1 * random.nextDouble());
    }

    private static Duration untilDue(Duration life) {
        return life.minus(shorter(REFRESH_AHEAD, life.dividedBy(3)));
    }

    /** Returns the pause after that many failures in a row: doubling from a second, of which half is left to chance. */
    Duration pauseAfter(int failures, boolean somethingHeld) {
        Duration longest = somethingHeld ? LONGEST_PAUSE : LONGEST_PAUSE_WITH_NOTHING_HELD;
        Duration pause = shorter(longest, FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 16)));
        return scaled(pause, 0.5 + 0.5 * random.nextDouble());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofMillis((long) (duration.toMillis() * factor));
    }
}
