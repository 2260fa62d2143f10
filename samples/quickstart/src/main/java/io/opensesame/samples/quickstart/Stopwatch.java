package io.opensesame.samples.quickstart;

import java.util.Locale;

/** Measures one span of time. */
record Stopwatch(long startedAtNanos) {
    static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    long elapsedNanos() {
        return System.nanoTime() - startedAtNanos;
    }

    String text() {
        return text((double) elapsedNanos());
    }

    /** Returns a span in the unit that reads best. */
    static String text(double nanos) {
        if (nanos < 10_000) {
            return String.format(Locale.ROOT, "%.0f ns", nanos);
        }
        if (nanos < 1_000_000_000) {
            return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
        }
        return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }
}
