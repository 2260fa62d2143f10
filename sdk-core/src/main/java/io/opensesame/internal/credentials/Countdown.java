package io.opensesame.internal.credentials;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A span of time that began when it was made. It is measured by a monotonic clock, so that setting the machine's clock
 * neither stretches nor cuts it. Immutable.
 */
final class Countdown {
    private final LongSupplier nanoTime;
    private final long startNanos;
    private final long lengthNanos;

    private Countdown(LongSupplier nanoTime, Duration length) {
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        this.lengthNanos = length.toNanos();
    }

    static Countdown start(LongSupplier nanoTime, Duration length) {
        return new Countdown(nanoTime, length);
    }

    /** Returns one that is over already. */
    static Countdown over(LongSupplier nanoTime) {
        return new Countdown(nanoTime, Duration.ZERO);
    }

    boolean isOver() {
        return nanoTime.getAsLong() - startNanos >= lengthNanos;
    }
}
