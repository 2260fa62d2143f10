package io.opensesame.samples.quickstart;

import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.SecretsClient;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads secrets one by one, and measures what a read costs. */
final class Reading {
    private static final int CACHED_READS = 2_000_000;
    private static final int ROUNDS = 5;

    private final SecretsClient secrets;
    private final PrintStream out;
    private final List<Long> coldNanos = new ArrayList<>();

    Reading(SecretsClient secrets, PrintStream out) {
        this.secrets = secrets;
        this.out = out;
    }

    void cold(String name) {
        Stopwatch stopwatch = Stopwatch.start();
        SecretValue value = secrets.get(name);
        long nanos = stopwatch.elapsedNanos();
        coldNanos.add(nanos);
        out.printf(Locale.ROOT, "  %9s  %s%n", Stopwatch.text((double) nanos), value);
    }

    String coldTimes() {
        return Stopwatch.text((double) coldNanos.get(0)) + " / "
                + Stopwatch.text((double) coldNanos.get(coldNanos.size() - 1));
    }

    /** The best of a few rounds: the first ones run before the JIT compiler has done its work. */
    String cachedTime(String name) {
        double best = Double.MAX_VALUE;
        long seen = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Stopwatch stopwatch = Stopwatch.start();
            for (int i = 0; i < CACHED_READS; i++) {
                seen += secrets.get(name).stale() ? 0 : 1;
            }
            best = Math.min(best, (double) stopwatch.elapsedNanos() / CACHED_READS);
        }
        out.printf(
                Locale.ROOT,
                "  %9s  a read of %s from memory, best of %d rounds (%,d reads)%n",
                Stopwatch.text(best),
                name,
                ROUNDS,
                seen);
        return Stopwatch.text(best);
    }
}
