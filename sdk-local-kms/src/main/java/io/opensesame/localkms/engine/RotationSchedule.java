package io.opensesame.localkms.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a secret was rotated, and when it is to be rotated next. */
final class RotationSchedule {
    private @Nullable Duration interval;
    private @Nullable Instant next;
    private @Nullable Instant last;

    /** Switches automatic rotation on: first an interval after the given time, or now if that is past. */
    void enable(Duration newInterval, Instant since, Instant now) {
        interval = newInterval;
        next = since.plus(newInterval);
        resume(now);
    }

    void disable() {
        interval = null;
        next = null;
    }

    void rotatedAt(Instant at) {
        last = at;
        postponeFrom(at);
    }

    /** Puts the next rotation one interval after the given time. */
    void postponeFrom(Instant at) {
        next = interval == null ? null : at.plus(interval);
    }

    /** Forgets rotations that fell due while the secret could not rotate: at most one is due now. */
    void resume(Instant now) {
        if (next != null && next.isBefore(now)) {
            next = now;
        }
    }

    /** Forgets the earliest of the rotations that were missed, so that at most that many are due now. */
    void keepMissed(int maximum, Instant now) {
        if (interval == null || next == null || next.isAfter(now)) {
            return;
        }
        long missed = Duration.between(next, now).dividedBy(interval) + 1;
        if (missed > maximum) {
            next = next.plus(interval.multipliedBy(missed - maximum));
        }
    }

    Optional<Duration> interval() {
        return Optional.ofNullable(interval);
    }

    Optional<Instant> next() {
        return Optional.ofNullable(next);
    }

    Optional<Instant> last() {
        return Optional.ofNullable(last);
    }
}
