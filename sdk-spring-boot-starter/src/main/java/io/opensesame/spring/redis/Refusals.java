package io.opensesame.spring.redis;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How often Redis refused each version within the last minute. Thread-safe. */
final class Refusals {
    private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

    private final int bound;
    private final LongSupplier nanoTime;
    private final Map<String, ArrayDeque<Long>> byVersion = new HashMap<>();

    Refusals(int bound, LongSupplier nanoTime) {
        this.bound = bound;
        this.nanoTime = nanoTime;
    }

    /**
     * Adds a refusal. Logins that were under way at the same moment count as one: else the connections of a whole pool,
     * that meet a rotation together, would bar a version that is right a moment later.
     */
    synchronized void add(String versionId, long begunAtNanos) {
        forget();
        ArrayDeque<Long> times = byVersion.computeIfAbsent(versionId, id -> new ArrayDeque<>());
        if (times.isEmpty() || begunAtNanos - times.getLast() > 0) {
            times.add(nanoTime.getAsLong());
        }
    }

    synchronized void clear(String versionId) {
        byVersion.remove(versionId);
    }

    /** Whether a version was refused as often as it may be, and is not to be tried for now. */
    synchronized boolean spent(String versionId) {
        forget();
        ArrayDeque<Long> times = byVersion.get(versionId);
        return times != null && times.size() >= bound;
    }

    private void forget() {
        long now = nanoTime.getAsLong();
        byVersion.values().removeIf(times -> {
            times.removeIf(time -> now - time >= WINDOW);
            return times.isEmpty();
        });
    }
}
