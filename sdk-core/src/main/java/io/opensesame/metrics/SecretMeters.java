package io.opensesame.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.opensesame.secrets.SecretEvent;
import io.opensesame.secrets.SecretSnapshot;
import io.opensesame.secrets.SecretsListener;
import java.util.List;
import java.util.Locale;

/** Counts what happens to secrets, and times their reads. */
final class SecretMeters implements SecretsListener {
    private final MeterRegistry registry;
    private final Tags tags;
    private final TagValues names;
    private final SecretGauges gauges;

    SecretMeters(MeterRegistry registry, Tags tags, TagValues names, SecretGauges gauges) {
        this.registry = registry;
        this.tags = tags;
        this.names = names;
        this.gauges = gauges;
    }

    /** Takes up what was held before anything was listened to. */
    void start(List<SecretSnapshot> held) {
        held.stream().filter(secret -> secret.age().isPresent()).forEach(secret -> follow(secret.name()));
    }

    private void follow(String name) {
        if (names.isKnown(name)) {
            gauges.follow(name);
        }
    }

    @Override
    public void happened(SecretEvent event) {
        String kind = event.kind().name().toLowerCase(Locale.ROOT);
        Counter.builder(OpenSesameMetrics.EVENTS)
                .description("What happened to secrets")
                .tags(tags)
                .tag("event", kind)
                .tag("secret", names.of(event.name()))
                .register(registry)
                .increment();
        switch (event.kind()) {
            case LOADED, REFRESHED, CHANGED -> {
                time(event, kind);
                follow(event.name());
            }
            case STORE_READ -> follow(event.name());
            case LOAD_FAILED, REFRESH_FAILED, REFUSED -> time(event, kind);
            default -> {} // nothing was read
        }
    }

    private void time(SecretEvent event, String outcome) {
        Timer.builder(OpenSesameMetrics.READS)
                .description("Reads of secrets from KMS, retries included")
                .tags(tags)
                .tag("outcome", outcome)
                .register(registry)
                .record(event.took());
    }
}
