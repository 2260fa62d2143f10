package io.opensesame.internal.store;

import java.time.Duration;
import java.time.Instant;

/** The bounds of a copy's age, by the wall clock. */
final class StoreAge {
    /** A clock may have been put right a little between the fetch and now. */
    static final Duration TOLERANCE = Duration.ofMinutes(1);

    private StoreAge() {}

    static boolean isFuture(Instant time, Instant now) {
        return time.isAfter(now.plus(TOLERANCE));
    }

    static boolean within(Duration maxStale, Instant time, Instant now) {
        return !isFuture(time, now) && Duration.between(time, now).compareTo(maxStale) <= 0;
    }
}
