package io.opensesame.internal.cache;

import java.time.Duration;

/** When a caller stops waiting, however many calls it waits for. Immutable. */
final class Deadline {
    private final Duration total;
    private final long endNanos;

    private Deadline(Duration total) {
        this.total = total;
        this.endNanos = System.nanoTime() + total.toNanos();
    }

    static Deadline in(Duration total) {
        return new Deadline(total);
    }

    Duration total() {
        return total;
    }

    long leftNanos() {
        return Math.max(0, endNanos - System.nanoTime());
    }
}
