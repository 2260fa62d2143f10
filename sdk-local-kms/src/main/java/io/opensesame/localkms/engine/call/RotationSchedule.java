package io.opensesame.localkms.engine.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a secret or key was rotated, and when it is to be rotated next. */
public final class RotationSchedule {
    private @Nullable Duration interval;
    private @Nullable Instant next;
    private @Nullable Instant last;
    private boolean broken;

    /** Creates a schedule without rotations. */
    public RotationSchedule() {}

    /** Switches automatic rotation on: first an interval after the given time, or now if that is past. */
    public void enable(Duration newInterval, Instant since, Instant now) {
        interval = newInterval;
        broken = false;
        next = since.plus(newInterval);
        resume(now);
    }

    /** Switches automatic rotation off. */
    public void disable() {
        interval = null;
        next = null;
        broken = false;
    }

    /** Notes a rotation; the next one is due an interval later. */
    public void rotatedAt(Instant at) {
        last = at;
        broken = false;
        postponeFrom(at);
    }

    /** Suspends automatic rotation, if it is on, since a rotation failed; until it is enabled again, or rotated. */
    public void breakOff() {
        broken = interval != null;
    }

    /** Tells whether automatic rotation is suspended by {@link #breakOff}. */
    public boolean isBroken() {
        return broken;
    }

    /** Puts the next rotation one interval after the given time. */
    public void postponeFrom(Instant at) {
        next = interval == null ? null : at.plus(interval);
    }

    /** Forgets rotations that fell due while it could not rotate: at most one is due now. */
    public void resume(Instant now) {
        if (next != null && next.isBefore(now)) {
            next = now;
        }
    }

    /** Forgets the earliest of the rotations that were missed, so that at most that many are due now. */
    public void keepMissed(int maximum, Instant now) {
        if (broken || interval == null || next == null || next.isAfter(now)) {
            return;
        }
        long missed = Duration.between(next, now).dividedBy(interval) + 1;
        if (missed > maximum) {
            next = next.plus(interval.multipliedBy(missed - maximum));
        }
    }

    /** Returns how often it rotates, or empty if it does not by itself. */
    public Optional<Duration> interval() {
        return Optional.ofNullable(interval);
    }

    /** Returns when the next rotation is due. */
    public Optional<Instant> next() {
        return Optional.ofNullable(next);
    }

    /** Returns when it was last rotated. */
    public Optional<Instant> last() {
        return Optional.ofNullable(last);
    }
}
