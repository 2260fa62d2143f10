package io.opensesame.internal.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.RegionHealth;
import io.opensesame.kms.RegionHealth.State;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A transport as one region of several has it: one attempt a call, in a time of the call's own. */
@Timeout(30)
class RegionTransportTest {
    private final TransportRig rig = new TransportRig();

    @BeforeEach
    void tryOnce() {
        rig.options = CallOptions.builder().maxAttempts(1).build();
        rig.breaker = BreakerPolicy.ONE_OF_SEVERAL;
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void answer(int status, String code) {
        rig.server.stubFor(
                any(anyUrl()).willReturn(aResponse().withStatus(status).withBody("{\"Code\":\"" + code + "\"}")));
    }

    private static void fail(HttpRpcTransport transport, int times) {
        for (int i = 0; i < times; i++) {
            assertThatExceptionOfType(OpenSesameException.class).isThrownBy(() -> transport.send(TransportRig.GET));
        }
    }

    private static State state(HttpRpcTransport transport) {
        return transport.health(true).state();
    }

    @Test
    void sendAsync_withATimeOfItsOwn_givesUpThen() {
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}").withFixedDelay(20_000)));

        assertThat(rig.transport().sendAsync(TransportRig.GET, Duration.ofMillis(200)))
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(KmsTransportException.class);
    }

    @Test
    void sendAsync_withMoreTimeThanTheDeadline_getsNoMore() {
        rig.options = CallOptions.builder().deadline(Duration.ofMillis(200)).build();
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}").withFixedDelay(20_000)));

        assertThat(rig.transport().sendAsync(TransportRig.GET, Duration.ofMinutes(5)))
                .failsWithin(Duration.ofSeconds(5));
    }

    @Test
    void breaker_threeFailuresOfFive_opensAndOneTrialDecides() {
        HttpRpcTransport transport = rig.transport();
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        for (int i = 0; i < 5; i++) {
            transport.send(TransportRig.GET);
        }
        answer(503, "");
        fail(transport, 2);
        assertThat(state(transport)).isEqualTo(State.HEALTHY);
        fail(transport, 3);
        assertThat(rig.requests()).hasSize(8);
        assertThat(state(transport)).isEqualTo(State.FAILING);
        assertThat(transport.isOnTrial()).isFalse();

        rig.time.advance(Duration.ofSeconds(6));
        assertThat(transport.isOnTrial()).isTrue();
        fail(transport, 2);
        assertThat(rig.requests()).hasSize(9);
        assertThat(state(transport)).isEqualTo(State.FAILING);

        rig.time.advance(Duration.ofSeconds(6));
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        transport.send(TransportRig.GET);
        assertThat(state(transport)).isEqualTo(State.HEALTHY);
    }

    @Test
    void health_beforeAnyCall_knowsNothing() {
        RegionHealth health = rig.transport().health(false);

        assertThat(health.home()).isFalse();
        assertThat(health.state()).isEqualTo(State.HEALTHY);
        assertThat(health.lastSuccess()).isEmpty();
        assertThat(health.lastFailure()).isEmpty();
        assertThat(health.failureReason()).isEmpty();
    }

    @Test
    void health_afterCalls_tellsWhenItLastWorkedAndLastFailed() {
        HttpRpcTransport transport = rig.transport();
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        transport.send(TransportRig.GET);
        rig.time.advance(Duration.ofSeconds(10));
        answer(503, "ServiceUnavailableTemporary");
        fail(transport, 1);

        RegionHealth health = transport.health(true);

        assertThat(health.home()).isTrue();
        assertThat(health.endpoint().uri().getPort()).isEqualTo(rig.server.port());
        assertThat(health.lastSuccess()).contains(rig.time.instant().minusSeconds(10));
        assertThat(health.lastFailure()).contains(rig.time.instant());
        assertThat(health.failureReason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("ServiceUnavailableTemporary"));
    }

    @Test
    void health_refusals_areAnswers() {
        HttpRpcTransport transport = rig.transport();
        answer(404, "Forbidden.ResourceNotFound");
        fail(transport, 1);

        assertThat(transport.health(true).lastSuccess()).isPresent();
        assertThat(transport.health(true).lastFailure()).isEmpty();
    }

    @Test
    void health_throttling_isAFailureThatOpensNothing() {
        HttpRpcTransport transport = rig.transport();
        answer(429, "Rejected.Throttling");
        fail(transport, 5);

        assertThat(rig.requests()).hasSize(5);
        assertThat(transport.health(true).lastFailure()).isPresent();
        assertThat(transport.health(true).lastSuccess()).isEmpty();
        assertThat(state(transport)).isEqualTo(State.HEALTHY);
    }

    @Test
    void health_longOrControllingWords_areOneShortLine() {
        HttpRpcTransport transport = rig.transport();
        rig.server.stubFor(any(anyUrl())
                .willReturn(serviceUnavailable()
                        .withBody("{\"Code\":\"x\",\"Message\":\"" + "a\\n".repeat(2_000) + "\"}")));
        fail(transport, 1);

        assertThat(transport.health(true).failureReason())
                .hasValueSatisfying(reason ->
                        assertThat(reason).hasSizeLessThanOrEqualTo(300).doesNotContain("\n"));
    }

    /** As of a look-up of the name that hangs: nothing can end it, and only the call's own deadline notices. */
    @Test
    void breaker_attemptsThatHadTheirTimeAndWereGivenUp_countAsFailures() {
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}").withFixedDelay(20_000)));
        HttpRpcTransport transport = rig.transport();

        for (int i = 0; i < 3; i++) {
            cancelled(transport, i + 1, Duration.ofSeconds(7));
        }

        assertThat(state(transport)).isEqualTo(State.FAILING);
    }

    @Test
    void breaker_attemptsGivenUpBefore_sayNothing() {
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}").withFixedDelay(20_000)));
        HttpRpcTransport transport = rig.transport();

        for (int i = 0; i < 6; i++) {
            cancelled(transport, i + 1, Duration.ofSeconds(6));
        }

        assertThat(rig.attempts).extracting(CallAttempt::outcome).containsOnly(CallAttempt.Outcome.CANCELLED);
        assertThat(state(transport)).isEqualTo(State.HEALTHY);
        assertThat(transport.health(true).lastFailure()).isEmpty();
    }

    @Test
    void breaker_trialThatIsGivenUp_leavesTheTrialToTheNextCall() {
        HttpRpcTransport transport = rig.transport();
        answer(503, "");
        fail(transport, 3);
        int before = rig.attempts.size();
        rig.time.advance(Duration.ofSeconds(6));
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}").withFixedDelay(20_000)));
        cancelled(transport, before + 1, Duration.ofSeconds(1));
        assertThat(transport.isOnTrial()).isTrue();
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));

        transport.send(TransportRig.GET);

        assertThat(state(transport)).isEqualTo(State.HEALTHY);
    }

    private void cancelled(HttpRpcTransport transport, int attempt, Duration after) {
        int received = rig.requests().size();
        CompletableFuture<JsonNode> call = transport.sendAsync(TransportRig.GET);
        await().until(() -> rig.requests().size() > received);
        rig.time.advance(after);
        call.cancel(true);
        await().until(() -> rig.attempts.size() == attempt);
    }
}
