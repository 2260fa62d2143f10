package io.opensesame.samples.jdbcrotation;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** The transactions of one thread, which alone writes here. */
final class Lane {
    private final long startedAtNanos;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private int[] atMicros = new int[1024];
    private int[] tookMicros = new int[1024];

    /** Published by each write of it: what is below it stays as it is. */
    private volatile int count;

    Lane(long startedAtNanos) {
        this.startedAtNanos = startedAtNanos;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void succeeded(long beganAtNanos) {
        int next = count;
        if (next == atMicros.length) {
            atMicros = Arrays.copyOf(atMicros, 2 * next);
            tookMicros = Arrays.copyOf(tookMicros, 2 * next);
        }
        atMicros[next] = (int) ((beganAtNanos - startedAtNanos) / 1000);
        tookMicros[next] = (int) ((System.nanoTime() - beganAtNanos) / 1000);
        count = next + 1;
    }

    void failed(Exception e) {
        failures.add(e.getClass().getSimpleName() + ": " + e.getMessage());
    }

    int count() {
        return count;
    }

    List<String> failures() {
        return failures;
    }

    int[] latencies(double fromSeconds, double toSeconds) {
        return IntStream.range(0, count)
                .filter(i -> atMicros[i] >= fromSeconds * 1e6 && atMicros[i] < toSeconds * 1e6)
                .map(i -> tookMicros[i])
                .toArray();
    }
}
