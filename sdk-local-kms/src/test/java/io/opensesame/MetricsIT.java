package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.error.ThrottledException;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.fault.ActiveFault;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.metrics.KmsObservations;
import io.opensesame.metrics.OpenSesameMetrics;
import io.opensesame.secrets.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Meters and observations of a client that was built before, over real HTTP. */
class MetricsIT {
    private static final String VALUE = "CanaryValue8kP3zR";

    private final LocalKms kms = LocalKms.start();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OpenSesame sesame = TestClients.connectedTo(kms)
            .calls(CallOptions.builder()
                    .maxAttempts(2)
                    .baseBackoff(Duration.ofMillis(1))
                    .build())
            .build();
    private final OpenSesameMetrics metrics = new OpenSesameMetrics(sesame.secrets(), sesame.kms());

    @AfterEach
    void close() {
        metrics.close();
        sesame.close();
        kms.close();
    }

    @Test
    void rotation_readBeforeAndAfter_isCountedAndTimed() {
        kms.createSecret("orders/db", VALUE);
        metrics.bindTo(registry);

        sesame.secrets().get("orders/db");
        sesame.secrets().refresh("orders/db");
        kms.putSecretValue("orders/db", VALUE + "2");
        sesame.secrets().refresh("orders/db");

        awaitEvents("loaded", "orders/db", 1);
        awaitEvents("refreshed", "orders/db", 1);
        awaitEvents("changed", "orders/db", 1);
        assertThat(reads("changed")).isEqualTo(1);
        assertThat(attempts("succeeded", "none")).isEqualTo(3);
        assertThat(gauge("opensesame.secrets.entries", Tags.of("state", "fresh")))
                .isEqualTo(1);
        assertThat(gauge("opensesame.secrets.age", Tags.of("secret", "orders/db")))
                .isBetween(0.0, 60.0);
    }

    @Test
    void throttling_ofOneAttempt_isSeenInTheAttemptsAlone() {
        kms.createSecret("orders/db", VALUE);
        kms.faults()
                .add(Fault.error(429, "Rejected.Throttling", "QPS Limit Exceeded")
                        .times(1));
        metrics.bindTo(registry);

        sesame.secrets().get("orders/db");

        assertThat(attempts("throttled", "Rejected.Throttling")).isEqualTo(1);
        assertThat(attempts("succeeded", "none")).isEqualTo(1);
        awaitEvents("loaded", "orders/db", 1);
        assertThat(registry.find("opensesame.secrets.reads")
                        .tag("outcome", "load_failed")
                        .timer())
                .isNull();
    }

    @Test
    void outage_afterARead_showsTheStaleEntryUntilKmsIsBack() {
        kms.createSecret("orders/db", VALUE);
        sesame.secrets().get("orders/db");
        metrics.bindTo(registry);
        ActiveFault outage = kms.faults().add(Fault.outage());

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> sesame.secrets().refresh("orders/db"));

        awaitEvents("refresh_failed", "orders/db", 1);
        awaitEvents("served_stale", "orders/db", 1);
        assertThat(attempts("no_answer", "none")).isEqualTo(2);
        await().untilAsserted(() -> assertThat(gauge("opensesame.secrets.entries", Tags.of("state", "stale")))
                .isEqualTo(1));

        outage.remove();
        sesame.secrets().refresh("orders/db");
        await().untilAsserted(() -> assertThat(gauge("opensesame.secrets.entries", Tags.of("state", "stale")))
                .isZero());
    }

    @Test
    void refusal_ofAnUnknownName_isCounted() {
        metrics.bindTo(registry);

        assertThatExceptionOfType(SecretNotFoundException.class)
                .isThrownBy(() -> sesame.secrets().get("orders/bd"));

        awaitEvents("refused", "orders/bd", 1);
        assertThat(reads("refused")).isEqualTo(1);
        assertThat(registry.find("opensesame.kms.attempts")
                        .tag("outcome", "refused")
                        .timers())
                .singleElement()
                .satisfies(timer -> assertThat(timer.getId().getTag("code")).isNotEqualTo("none"));
    }

    @Test
    void bindTo_sameRegistryAgain_countsOnce() {
        kms.createSecret("orders/db", VALUE);
        metrics.bindTo(registry);
        metrics.bindTo(registry);

        sesame.secrets().get("orders/db");

        awaitEvents("loaded", "orders/db", 1);
        assertThat(attempts("succeeded", "none")).isEqualTo(1);
    }

    @Test
    void bindTo_clientClosed_saysSoAndLeavesNoMeter() {
        sesame.close();

        assertThatIllegalStateException().isThrownBy(() -> metrics.bindTo(registry));
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void close_afterwards_nothingIsMeasuredAndNoGaugeIsLeft() {
        kms.createSecret("orders/db", VALUE);
        metrics.bindTo(registry);
        sesame.secrets().get("orders/db");
        awaitEvents("loaded", "orders/db", 1);

        metrics.close();
        sesame.secrets().refresh("orders/db");

        assertThat(attempts("succeeded", "none")).isEqualTo(1);
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getType())
                .doesNotContain(Meter.Type.GAUGE);
    }

    @Test
    void clientClosed_gaugesThatAreLeft_tellThatNothingIsHeld() {
        kms.createSecret("orders/db", VALUE);
        sesame.secrets().get("orders/db");
        metrics.bindTo(registry);

        sesame.close();

        assertThat(gauge("opensesame.secrets.entries", Tags.of("state", "fresh")))
                .isZero();
        assertThat(gauge("opensesame.secrets.age", Tags.of("secret", "orders/db")))
                .isNaN();
    }

    @Test
    void everyMeterAndKeyValue_throughSuccessAndFailure_holdsNoValueVersionOrKey() {
        List<String> observed = new CopyOnWriteArrayList<>();
        sesame.kms().listen(new KmsObservations(observing(observed)));
        metrics.bindTo(registry);
        String first = kms.createSecret("orders/db", VALUE);
        sesame.secrets().get("orders/db");
        String second = kms.putSecretValue("orders/db", VALUE + "2");
        sesame.secrets().refresh("orders/db");
        sesame.secrets().rejected("orders/db", second);
        kms.faults().add(Fault.error(400, "Throttling.User", "busy").times(2));
        assertThat(catchThrowable(() -> sesame.secrets().refresh("orders/db"))).isInstanceOf(ThrottledException.class);
        awaitEvents("refresh_failed", "orders/db", 1);

        List<String> tags = registry.getMeters().stream()
                .flatMap(meter -> Stream.concat(
                        Stream.of(meter.getId().getName()),
                        meter.getId().getTags().stream().map(Tag::getValue)))
                .toList();

        assertThat(tags).contains("orders/db", "changed", "Throttling.User");
        assertThat(observed).isNotEmpty();
        assertThat(Stream.concat(tags.stream(), observed.stream()))
                .noneMatch(text -> text.contains(VALUE)
                        || text.contains(first)
                        || text.contains(second)
                        || text.contains(kms.exposeAccessKeySecret())
                        || text.contains(kms.accessKeyId()));
    }

    @Test
    void observation_synchronousCall_isAChildOfTheCallers() {
        kms.createSecret("orders/db", VALUE);
        List<Observation.Context> stopped = new CopyOnWriteArrayList<>();
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new Stopped(stopped));
        kms.faults().add(Fault.error(503, "ServiceUnavailableTemporary", "busy").times(1));

        Subscription subscription = sesame.kms().listen(new KmsObservations(observations));
        Observation.createNotStarted("request", observations)
                .observe(() -> sesame.kms().send(GetSecretValueRequest.of("orders/db")));
        subscription.close();
        sesame.kms().send(GetSecretValueRequest.of("orders/db"));

        assertThat(stopped)
                .extracting(Observation.Context::getName)
                .containsExactly("opensesame.kms.call", "opensesame.kms.call", "request");
        assertThat(stopped.subList(0, 2))
                .allSatisfy(call -> assertThat(call.getParentObservation())
                        .isNotNull()
                        .extracting(ObservationView::getContextView)
                        .isSameAs(stopped.get(2)));
        assertThat(stopped.get(0).getError()).isNotNull();
        assertThat(stopped.get(1).getError()).isNull();
        assertThat(stopped.get(1).getHighCardinalityKeyValue("request.id")).isNotNull();
        assertThat(observations.getCurrentObservation()).isNull();
    }

    private static ObservationRegistry observing(List<String> texts) {
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }

            @Override
            public void onStop(Observation.Context context) {
                texts.add(context.toString());
                context.getAllKeyValues().forEach(each -> texts.add(each.getValue()));
            }
        });
        return observations;
    }

    private record Stopped(List<Observation.Context> contexts) implements ObservationHandler<Observation.Context> {
        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }

        @Override
        public void onStop(Observation.Context context) {
            contexts.add(context);
        }
    }

    private void awaitEvents(String event, String secret, int count) {
        await().untilAsserted(() -> assertThat(registry.find("opensesame.secrets.events")
                        .tags("event", event, "secret", secret)
                        .counters())
                .singleElement()
                .satisfies(counter -> assertThat(counter.count()).isEqualTo(count)));
    }

    private long reads(String outcome) {
        return registry.get("opensesame.secrets.reads")
                .tag("outcome", outcome)
                .timer()
                .count();
    }

    private long attempts(String outcome, String code) {
        return registry.get("opensesame.kms.attempts")
                .tags("action", "GetSecretValue", "endpoint", kms.endpoint().getAuthority())
                .tags("outcome", outcome, "code", code)
                .timer()
                .count();
    }

    private double gauge(String name, Iterable<Tag> tags) {
        return registry.get(name).tags(tags).gauge().value();
    }
}
