package io.opensesame.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.opensesame.secrets.SecretSnapshot.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The gauges of what is held, from their registration to their removal. Thread-safe. */
final class SecretGauges {
    private final HeldSecrets held;
    private final MeterRegistry registry;
    private final Tags tags;
    private final Set<String> followed = new HashSet<>();
    private final List<Meter> registered = new ArrayList<>();
    private boolean closed;

    SecretGauges(HeldSecrets held, MeterRegistry registry, Tags tags) {
        this.held = held;
        this.registry = registry;
        this.tags = tags;
    }

    /** Registers what there is but once. */
    synchronized void start() {
        for (State state : State.values()) {
            registered.add(Gauge.builder(OpenSesameMetrics.ENTRIES, held, all -> all.entries(state))
                    .description("Secrets that are held or were asked for lately, by stage and version")
                    .tags(tags)
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry));
        }
        age(OpenSesameMetrics.OLDEST_AGE, tags, HeldSecrets::oldestAgeSeconds);
    }

    /** Shows the age of a secret from now on, also while it is not held: it has none then. */
    synchronized void follow(String name) {
        if (!closed && followed.add(name)) {
            age(OpenSesameMetrics.AGE, tags.and("secret", name), all -> all.ageSeconds(name));
        }
    }

    private void age(String meter, Tags its, ToDoubleFunction<HeldSecrets> seconds) {
        registered.add(TimeGauge.builder(meter, held, TimeUnit.SECONDS, seconds)
                .description("Time since KMS last confirmed what is held")
                .tags(its)
                .register(registry));
    }

    synchronized void close() {
        closed = true;
        registered.forEach(registry::remove);
    }
}
