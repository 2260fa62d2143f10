package io.opensesame.metrics;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.CallListener;
import io.opensesame.kms.StartedAttempt;
import java.util.Locale;
import java.util.Objects;

/**
 * An observation of each attempt of each call to KMS, from its beginning to its end, for tracing.
 *
 * <pre>{@code
 * sesame.kms().listen(new KmsObservations(observationRegistry));
 * }</pre>
 *
 * <p>It is named {@value #NAME}, and is current on the attempt's thread while the attempt lasts. An attempt of a
 * synchronous call is a child of the observation that is current where the call is made. Asynchronous calls, among them
 * all reads of the secrets client, run on the library's threads and have no parent.
 *
 * <p>Low-cardinality key values are {@code action}, {@code endpoint} and {@code outcome}; high-cardinality ones
 * {@code resource}, {@code attempt}, {@code code} and {@code request.id}, where there is such a thing. A failed attempt
 * has its exception as error, also if another attempt follows. Nothing is added to the request: KMS is told no trace.
 */
@SuppressWarnings("exports") // who observes with Micrometer requires it
public final class KmsObservations implements CallListener {
    /** The name of the observations. */
    public static final String NAME = "opensesame.kms.call";

    private final ObservationRegistry registry;

    /**
     * Creates a listener that observes.
     *
     * @param registry where observations are handled
     */
    public KmsObservations(ObservationRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    /**
     * Starts an observation, and makes it current on this thread.
     *
     * @param attempt what is tried
     * @return what stops it
     */
    @Override
    public CallListener attempting(StartedAttempt attempt) {
        Observation observation = Observation.createNotStarted(NAME, () -> context(attempt), registry)
                .contextualName("kms " + attempt.action())
                .lowCardinalityKeyValue("action", attempt.action())
                .lowCardinalityKeyValue("endpoint", attempt.endpoint())
                .highCardinalityKeyValue("attempt", Integer.toString(attempt.number()));
        addUnlessEmpty(observation, "resource", attempt.resource());
        Observation.Scope scope = observation.start().openScope();
        return ended -> stop(observation, scope, ended);
    }

    private static Observation.Context context(StartedAttempt attempt) {
        SenderContext<StartedAttempt> context = new SenderContext<>((carrier, key, value) -> {}, Kind.CLIENT);
        context.setCarrier(attempt);
        context.setRemoteServiceName("kms");
        return context;
    }

    private static void stop(Observation observation, Observation.Scope scope, CallAttempt ended) {
        try (scope) {
            observation.lowCardinalityKeyValue("outcome", ended.outcome().name().toLowerCase(Locale.ROOT));
            addUnlessEmpty(observation, "code", ended.code());
            addUnlessEmpty(observation, "request.id", ended.requestId());
            ended.failure().ifPresent(observation::error);
        } finally {
            observation.stop();
        }
    }

    private static void addUnlessEmpty(Observation observation, String key, String value) {
        if (!value.isEmpty()) {
            observation.highCardinalityKeyValue(key, value);
        }
    }

    /** Does nothing: what is not begun here is not observed. */
    @Override
    public void attempted(CallAttempt attempt) {}
}
