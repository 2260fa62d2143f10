package io.opensesame.internal.envelope;

import java.time.Duration;

/** When what one caller asked for must be done, however many calls it takes. Immutable. */
final class Deadline {
    private static final Duration LEAST = Duration.ofMillis(1);

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

    /** Returns what is left, and a moment if that is nothing: a call that is late shall say so by itself. */
    Duration left() {
        Duration left = Duration.ofNanos(endNanos - System.nanoTime());
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    /** Returns an equal share of what is left for each of the tries to come. */
    Duration share(int tries) {
        Duration share = left().dividedBy(tries);
        return share.compareTo(LEAST) < 0 ? LEAST : share;
    }
}
