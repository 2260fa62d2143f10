package io.opensesame.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.CallListener;
import java.util.Locale;

/** Times the attempts of calls. */
final class AttemptMeters implements CallListener {
    private static final int ACTIONS = 100;
    private static final int ENDPOINTS = 20;
    private static final int CODES = 50;

    private final MeterRegistry registry;
    private final Tags tags;
    private final TagValues actions = new TagValues(ACTIONS);
    private final TagValues endpoints = new TagValues(ENDPOINTS);
    // A code comes from outside: whatever stands between here and KMS can make one up.
    private final TagValues codes = new TagValues(CODES);

    AttemptMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    @Override
    public void attempted(CallAttempt attempt) {
        Timer.builder(OpenSesameMetrics.ATTEMPTS)
                .description("Attempts of calls to KMS")
                .tags(tags)
                .tag("action", actions.of(attempt.action()))
                .tag("endpoint", endpoints.of(attempt.endpoint()))
                .tag("outcome", attempt.outcome().name().toLowerCase(Locale.ROOT))
                .tag("code", codes.of(attempt.code()))
                .register(registry)
                .record(attempt.duration());
    }
}
