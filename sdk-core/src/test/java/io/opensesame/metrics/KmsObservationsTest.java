package io.opensesame.metrics;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import io.opensesame.error.KmsTransportException;
import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.CallAttempt.Outcome;
import io.opensesame.kms.CallListener;
import io.opensesame.kms.StartedAttempt;
import org.junit.jupiter.api.Test;

class KmsObservationsTest {
    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final KmsObservations observations = new KmsObservations(registry);
    private final StartedAttempt started = StartedAttempt.builder("GetSecretValue", "kms.example")
            .resource("orders/db")
            .number(2)
            .build();

    @Test
    void attempting_succeeds_isObservedFromBeginningToEnd() {
        CallListener ending = observations.attempting(started);
        assertThat(registry)
                .hasObservationWithNameEqualTo("opensesame.kms.call")
                .that()
                .hasBeenStarted()
                .isNotStopped();

        ending.attempted(
                CallAttempt.builder(started, Outcome.SUCCEEDED).requestId("R-1").build());

        assertThat(registry)
                .hasSingleObservationThat()
                .hasBeenStopped()
                .doesNotHaveError()
                .hasContextualNameEqualTo("kms GetSecretValue")
                .hasLowCardinalityKeyValue("action", "GetSecretValue")
                .hasLowCardinalityKeyValue("endpoint", "kms.example")
                .hasLowCardinalityKeyValue("outcome", "succeeded")
                .hasHighCardinalityKeyValue("resource", "orders/db")
                .hasHighCardinalityKeyValue("attempt", "2")
                .hasHighCardinalityKeyValue("request.id", "R-1")
                .doesNotHaveHighCardinalityKeyValueWithKey("code");
    }

    @Test
    void attempting_fails_hasTheFailureAsError() {
        KmsTransportException failure = new KmsTransportException("GetSecretValue", "kms.example", "no answer", null);

        observations
                .attempting(started)
                .attempted(CallAttempt.builder(started, Outcome.NO_ANSWER)
                        .failure(failure)
                        .build());

        assertThat(registry)
                .hasSingleObservationThat()
                .hasBeenStopped()
                .hasError(failure)
                .hasLowCardinalityKeyValue("outcome", "no_answer");
    }

    @Test
    void attempting_insideOfAnObservation_isItsChildAndCurrentMeanwhile() {
        Observation request = Observation.start("http.server.requests", registry);
        try (Observation.Scope scope = request.openScope()) {
            CallListener ending = observations.attempting(started);
            assertThat(registry.getCurrentObservation()).isNotSameAs(request).isNotNull();

            ending.attempted(CallAttempt.builder(started, Outcome.SUCCEEDED).build());

            assertThat(registry.getCurrentObservation()).isSameAs(scope.getCurrentObservation());
        }
        request.stop();

        assertThat(registry)
                .hasObservationWithNameEqualTo("opensesame.kms.call")
                .that()
                .hasParentObservationEqualTo(request);
    }

    @Test
    void attempting_outsideOfAnyObservation_leavesNoneCurrent() {
        observations
                .attempting(started)
                .attempted(CallAttempt.builder(started, Outcome.SUCCEEDED).build());

        assertThat(registry).doesNotHaveAnyRemainingCurrentObservation();
        assertThat(registry).hasSingleObservationThat().doesNotHaveParentObservation();
    }

    @Test
    void context_ofAnAttempt_isOfACallToAnotherServiceAndAddsNoHeader() {
        observations
                .attempting(started)
                .attempted(CallAttempt.builder(started, Outcome.SUCCEEDED).build());

        assertThat(registry).hasSingleObservationThat().satisfies(context -> {
            SenderContext<?> sender = (SenderContext<?>) context;
            assertThat(sender.getKind()).isEqualTo(Kind.CLIENT);
            assertThat(sender.getRemoteServiceName()).isEqualTo("kms");
        });
    }

    @Test
    void attempting_registryThatObservesNothing_isHarmless() {
        KmsObservations none = new KmsObservations(ObservationRegistry.NOOP);

        assertThatNoException()
                .isThrownBy(() -> none.attempting(started)
                        .attempted(
                                CallAttempt.builder(started, Outcome.SUCCEEDED).build()));
    }
}
