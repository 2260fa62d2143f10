package io.opensesame.internal.envelope;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * Nanoseconds to measure ages by, cheap enough to read at each use of a key. Thread-safe, without a lock.
 *
 * <p>A monotonic clock stands still while a machine sleeps, so its sleep is added when {@link #tick} is told of the
 * time by a clock that counts it.
 */
public final class AgeClock {
    private final LongSupplier nanoTime;
    private final InstantSource steady;
    private final long startNanos;
    private final Instant start;
    private volatile long sleptNanos;

    /**
     * Creates a clock.
     *
     * @param nanoTime a monotonic clock in nanoseconds
     * @param steady a clock that never goes back, and counts the time that the machine sleeps
     */
    public AgeClock(LongSupplier nanoTime, InstantSource steady) {
        this.nanoTime = nanoTime;
        this.steady = steady;
        this.startNanos = nanoTime.getAsLong();
        this.start = steady.instant();
    }

    /**
     * Returns a clock that follows another one, which a test moves.
     *
     * @param clock the other clock
     * @return the clock
     */
    public static AgeClock following(InstantSource clock) {
        return new AgeClock(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()), clock);
    }

    long nanos() {
        return nanoTime.getAsLong() + sleptNanos;
    }

    /** Adds the sleep of the machine, if it slept; to be called about once a second, by one thread. */
    public void tick() {
        long awake = nanoTime.getAsLong() - startNanos;
        sleptNanos = Math.max(sleptNanos, ChronoUnit.NANOS.between(start, steady.instant()) - awake);
    }
}
