package io.opensesame.internal.http;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** Counts from the epoch on, beginning when it is made: for spans of time, which a set wall clock would bend. */
final class MonotonicClock extends Clock {
    private final LongSupplier nanoTime;
    private final long startNanos;

    MonotonicClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(nanoTime.getAsLong() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("it tells spans, not times of a zone");
    }
}
