package io.opensesame.internal.store;

import java.time.Duration;

/**
 * When the next write is due: soon after a change; at most once in a while for nothing but newer times of fetch. Not
 * thread-safe; times are those of {@code System.nanoTime}.
 */
final class WriteSchedule {
    private final long soonNanos;
    private final long pauseNanos;
    private final long retryNanos;
    private boolean written;
    private long writtenNanos;
    private boolean waiting;
    private long dueNanos;

    /**
     * @param soon how long changes are collected
     * @param pause the least time between writes of nothing but times of fetch
     * @param retry how long to wait after a write that failed
     */
    WriteSchedule(Duration soon, Duration pause, Duration retry) {
        this.soonNanos = soon.toNanos();
        this.pauseNanos = pause.toNanos();
        this.retryNanos = retry.toNanos();
    }

    static WriteSchedule standard() {
        return new WriteSchedule(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofSeconds(10));
    }

    /** Returns whether the due time came nearer. */
    boolean changed(long now) {
        return dueAt(now, soonNanos);
    }

    /** Returns whether the due time came nearer. */
    boolean confirmed(long now) {
        long sinceWrite = written ? now - writtenNanos : pauseNanos;
        return dueAt(now, Math.max(soonNanos, pauseNanos - sinceWrite));
    }

    /** The file must be looked after at once. */
    boolean urgent(long now) {
        return dueAt(now, 0);
    }

    private boolean dueAt(long now, long delay) {
        if (waiting && now + delay - dueNanos >= 0) {
            return false;
        }
        waiting = true;
        dueNanos = now + delay;
        return true;
    }

    /** Returns how long the write that is due has still to wait. */
    long delayNanos(long now) {
        return Math.max(0, dueNanos - now);
    }

    void started() {
        waiting = false;
    }

    void succeeded(long now) {
        written = true;
        writtenNanos = now;
    }

    /** Returns whether the due time came nearer. */
    boolean failed(long now) {
        return dueAt(now, retryNanos);
    }
}
