package io.opensesame.internal.credentials;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves, or is set, when a test says so; with a monotonic one that only moves. */
public final class ManualClock extends Clock {
    static final Instant START = Instant.parse("2026-01-02T03:00:00Z");

    private volatile Instant now = START;
    private volatile Duration passed = Duration.ZERO;

    public void advance(Duration duration) {
        now = now.plus(duration);
        passed = passed.plus(duration);
    }

    /** Sets the wall clock, as an operator or a time server does; no time passes. */
    void setBack(Duration step) {
        now = now.minus(step);
    }

    /** Lets the machine sleep: the wall clock goes on, and the monotonic one stands still. */
    void sleep(Duration duration) {
        now = now.plus(duration);
    }

    public long nanoTime() {
        return passed.toNanos();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
