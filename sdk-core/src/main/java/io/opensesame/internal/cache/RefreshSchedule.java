package io.opensesame.internal.cache;

import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** When to read again. Every pause is spread at random, so that a fleet started together does not call together. */
final class RefreshSchedule {
    /** On-demand rotation of a RAM AccessKey may leave the old key valid for 10 minutes only. */
    private static final Duration RAM_REFRESH_AFTER = Duration.ofMinutes(5);

    private static final Duration AFTER_ROTATION = Duration.ofSeconds(5);
    private static final Duration ROTATION_POLL = Duration.ofSeconds(5);
    private static final Duration LONGEST_ROTATION_POLL = Duration.ofMinutes(5);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    private final CacheOptions options;
    private final TtlField ttlField;
    private final DoubleSupplier random;

    /** Random gives numbers from 0, inclusive, to 1, exclusive. */
    RefreshSchedule(CacheOptions options, DoubleSupplier random) {
        this.options = options;
        this.ttlField = new TtlField(options);
        this.random = random;
    }

    /** Returns the time that the value itself names, if a field was configured for it. This parses the value. */
    Optional<Duration> ownPause(SecretValue value) {
        return ttlField.of(value);
    }

    /**
     * Returns when to read again after a success.
     *
     * @param name the secret's name, as it was asked for
     * @param ownPause what {@link #ownPause} said
     * @param overdueReads how many reads in a row found the version that should have been rotated away already
     */
    Instant afterSuccess(String name, SecretValue value, Optional<Duration> ownPause, Instant now, int overdueReads) {
        Instant due = now.plus(regular(name, value, ownPause));
        Instant rotation = value.nextRotation().orElse(null);
        if (rotation == null) {
            return due;
        }
        Instant follow = rotation.isAfter(now)
                ? rotation.plus(scaled(AFTER_ROTATION, 0.2, 1))
                : now.plus(scaled(doubled(ROTATION_POLL, overdueReads, LONGEST_ROTATION_POLL), 0.5, 1));
        return follow.isBefore(due) ? follow : due;
    }

    /** Returns when to try again after the given number of failures in a row, the last one included. */
    Instant afterFailure(int failures, Instant now) {
        return now.plus(scaled(doubled(RETRY, failures - 1, LONGEST_RETRY), 0.5, 1));
    }

    private Duration regular(String name, SecretValue value, Optional<Duration> ownPause) {
        Duration pause = shorter(ownPause.orElse(options.refreshAfter(name)), options.maxStale(name));
        boolean ram = value.type().equals(SecretType.RAM_CREDENTIALS);
        return scaled(ram ? shorter(pause, RAM_REFRESH_AFTER) : pause, 0.9, 1.1);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration doubled(Duration first, int times, Duration longest) {
        Duration pause = first.multipliedBy(1L << Math.min(times, 20));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    private Duration scaled(Duration pause, double from, double to) {
        return Duration.ofMillis((long) (pause.toMillis() * (from + (to - from) * random.getAsDouble())));
    }
}
