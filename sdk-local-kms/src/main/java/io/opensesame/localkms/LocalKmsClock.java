package io.opensesame.localkms;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock that keys and secrets live by: their dates, deletions, rotations, and the expiry of imported key material
 * and of temporary credentials. Thread-safe.
 *
 * <p>It ticks with the real time until it is frozen, and jumps when told. It never runs backwards by its own methods.
 * The age of requests is checked by the real time, not by this clock: official clients sign with the machine's time and
 * never correct it, so a jump here must not lock them out.
 */
public final class LocalKmsClock extends Clock {
    private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

    private final Clock realTime;
    private Duration lead = Duration.ZERO;
    private boolean frozen;
    private Instant frozenAt = Instant.EPOCH;
    private Runnable beforeChange = () -> {};
    private Runnable afterJump = () -> {};

    LocalKmsClock(Clock realTime) {
        this.realTime = realTime;
    }

    LocalKmsClock(Clock realTime, Instant start) {
        this(realTime);
        this.frozen = true;
        this.frozenAt = start;
    }

    /** Sets what may refuse a change by throwing, and what a jump entails. */
    synchronized void connect(Runnable refusal, Runnable consequence) {
        this.beforeChange = refusal;
        this.afterJump = consequence;
    }

    /**
     * Jumps forward; rotations and deletions that have come due have happened when this returns.
     *
     * @param duration how far; positive
     * @throws IllegalArgumentException if it is not positive, or leads beyond the year 9999, the last that dates of the
     *     service can name
     * @throws IllegalStateException if LocalKms is closed
     */
    public void advance(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("the clock goes forward only: " + duration);
        }
        Runnable action;
        synchronized (this) {
            beforeChange.run();
            if (duration.compareTo(Duration.between(instant(), END)) > 0) {
                throw new IllegalArgumentException(
                        "the clock ends with the year 9999: " + instant() + " + " + duration);
            }
            lead = lead.plus(duration);
            frozenAt = frozenAt.plus(duration);
            action = afterJump;
        }
        action.run();
    }

    /**
     * Stops the ticking: from now on the clock moves by {@link #advance} alone. Does nothing if it stands.
     *
     * @throws IllegalStateException if LocalKms is closed
     */
    public synchronized void freeze() {
        beforeChange.run();
        if (!frozen) {
            frozenAt = instant();
            frozen = true;
        }
    }

    /**
     * Ticks on from where the clock stands. Does nothing if it ticks.
     *
     * @throws IllegalStateException if LocalKms is closed
     */
    public synchronized void unfreeze() {
        beforeChange.run();
        if (frozen) {
            lead = Duration.between(realTime.instant(), frozenAt);
            frozen = false;
        }
    }

    @Override
    public synchronized Instant instant() {
        return frozen ? frozenAt : realTime.instant().plus(lead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        LocalKmsClock time = this;
        return new Clock() {
            @Override
            public Instant instant() {
                return time.instant();
            }

            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return time.withZone(other);
            }
        };
    }
}
