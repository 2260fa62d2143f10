package io.opensesame.metrics;

import io.micrometer.core.instrument.Clock;
import io.opensesame.secrets.SecretSnapshot;
import io.opensesame.secrets.SecretSnapshot.State;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a client holds, counted at most once a second however many gauges ask. Thread-safe. */
final class HeldSecrets {
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<List<SecretSnapshot>> snapshots;
    private final Clock clock;
    private @Nullable Tally last;

    /** @param snapshots takes a snapshot; fails with an {@link IllegalStateException} once its client is closed */
    HeldSecrets(Supplier<List<SecretSnapshot>> snapshots, Clock clock) {
        this.snapshots = snapshots;
        this.clock = clock;
    }

    private record Tally(long atNanos, Map<State, Integer> entries, Map<String, Duration> ages) {}

    /** Returns how many entries are in a state. */
    double entries(State state) {
        return tally().entries().getOrDefault(state, 0);
    }

    /** Returns the age in seconds of what is held of a secret, its oldest version if there are several; NaN if none. */
    double ageSeconds(String name) {
        return seconds(tally().ages().get(name));
    }

    /** Returns the age in seconds of the oldest of all; NaN if nothing is held. */
    double oldestAgeSeconds() {
        return seconds(tally().ages().values().stream().max(Duration::compareTo).orElse(null));
    }

    private static double seconds(@Nullable Duration age) {
        return age == null ? Double.NaN : age.toNanos() / 1e9;
    }

    /** A snapshot waits for nothing, so it may be taken under the lock. */
    private synchronized Tally tally() {
        long now = clock.monotonicTime();
        Tally tally = last;
        if (tally == null || now - tally.atNanos() >= KEPT_NANOS) {
            tally = count(now, snapshot());
            last = tally;
        }
        return tally;
    }

    private static Tally count(long atNanos, List<SecretSnapshot> held) {
        Map<State, Integer> entries = new EnumMap<>(State.class);
        Map<String, Duration> ages = new HashMap<>();
        for (SecretSnapshot secret : held) {
            entries.merge(secret.state(), 1, Integer::sum);
            secret.age().ifPresent(age -> ages.merge(secret.name(), age, HeldSecrets::longer));
        }
        return new Tally(atNanos, entries, ages);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** A client that is closed holds nothing. */
    private List<SecretSnapshot> snapshot() {
        try {
            return snapshots.get();
        } catch (IllegalStateException closed) {
            return List.of();
        }
    }
}
