package io.opensesame.internal.cache;

import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.SecretValue;
import java.time.Duration;
import java.time.Instant;
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

    private final Duration refreshAfter;
    private final DoubleSupplier random;

    /** Random gives numbers from 0, inclusive, to 1, exclusive. */
    RefreshSchedule(CacheOptions options, DoubleSupplier random) {
        this.refreshAfter = options.refreshAfter();
        this.random = random;
    }

    /**
     * Returns when to read again after a success.
     *
     * @param overdueReads how many reads in a row found the version that should have been rotated away already
     */
    Instant afterSuccess(SecretValue value, Instant now, int overdueReads) {
        Instant due = now.plus(regular(value));
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

    private Duration regular(SecretValue value) {
        boolean ram = value.type().equals(SecretType.RAM_CREDENTIALS);
        Duration pause = ram && RAM_REFRESH_AFTER.compareTo(refreshAfter) < 0 ? RAM_REFRESH_AFTER : refreshAfter;
        return scaled(pause, 0.9, 1.1);
    }

    private static Duration doubled(Duration first, int times, Duration longest) {
        Duration pause = first.multipliedBy(1L << Math.min(times, 20));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    private Duration scaled(Duration pause, double from, double to) {
        return Duration.ofMillis((long) (pause.toMillis() * (from + (to - from) * random.getAsDouble())));
    }
}
