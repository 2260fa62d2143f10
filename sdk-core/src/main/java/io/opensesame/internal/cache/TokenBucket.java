package io.opensesame.internal.cache;

import java.time.Duration;
import java.time.Instant;

/** Lets things happen at a steady rate, and some at once after a rest. Thread-safe. */
final class TokenBucket {
    private final double capacity;
    private final double perSecond;
    private double tokens;
    private Instant filledAt;

    /** Starts full. */
    TokenBucket(double capacity, double perSecond, Instant now) {
        this.capacity = capacity;
        this.perSecond = perSecond;
        this.tokens = capacity;
        this.filledAt = now;
    }

    /** Takes a token if there is one. */
    synchronized boolean tryTake(Instant now) {
        fill(now);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Takes a token for what happens in any case, if there is one. */
    void take(Instant now) {
        boolean unused = tryTake(now);
    }

    private void fill(Instant now) {
        if (now.isAfter(filledAt)) {
            double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
            tokens = Math.min(capacity, tokens + seconds * perSecond);
            filledAt = now;
        }
    }
}
