package io.opensesame.internal.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Tells a time that never goes back, to measure ages by. Thread-safe.
 *
 * <p>It starts at the wall clock's time and goes on with a monotonic clock, so that a wall clock that is set back stops
 * nothing from ageing. Where the wall clock has gone further, as while a machine sleeps, it follows the wall clock:
 * what slept is as old as it looks.
 */
public final class SteadyClock implements InstantSource {
    /** Below this, a difference between the clocks is noise that must not add up. */
    private static final Duration NOISE = Duration.ofSeconds(2);

    private final InstantSource wall;
    private final LongSupplier nanoTime;
    private Instant now;
    private Instant lastWall;
    private long lastNanos;

    /**
     * @param wall the wall clock
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public SteadyClock(InstantSource wall, LongSupplier nanoTime) {
        this.wall = wall;
        this.nanoTime = nanoTime;
        this.now = wall.instant();
        this.lastWall = now;
        this.lastNanos = nanoTime.getAsLong();
    }

    @Override
    public synchronized Instant instant() {
        long nanos = nanoTime.getAsLong();
        Instant wallNow = wall.instant();
        Duration passed = Duration.ofNanos(nanos - lastNanos);
        Duration passedOnTheWall = Duration.between(lastWall, wallNow);
        boolean slept = passedOnTheWall.minus(passed).compareTo(NOISE) > 0;
        now = now.plus(slept ? passedOnTheWall : passed);
        lastNanos = nanos;
        lastWall = wallNow;
        return now;
    }
}
