package io.opensesame.internal.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.kms.CallAttempt.Outcome;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.KmsEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AsyncCallTest {
    private final TransportRig rig = new TransportRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void sendAsync_answer_completesOffTheCallersThread() throws Exception {
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{\"a\":\"b\"}")));
        List<Thread> threads = new ArrayList<>();
        rig.listeners = List.of(attempt -> threads.add(Thread.currentThread()));

        assertThat(rig.transport().sendAsync(TransportRig.GET).get().get("a").asText())
                .isEqualTo("b");
        assertThat(threads).doesNotContain(Thread.currentThread());
    }

    @Test
    void sendAsync_refusal_failsTheFutureWithTheSameException() {
        rig.server.stubFor(any(anyUrl())
                .willReturn(aResponse().withStatus(404).withBody("{\"Code\":\"Forbidden.ResourceNotFound\"}")));

        assertThat(rig.transport().sendAsync(TransportRig.GET))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(SecretNotFoundException.class);
    }

    @Test
    void sendAsync_waitBetweenAttempts_holdsNoThread() {
        rig.options = CallOptions.builder()
                .baseBackoff(Duration.ofMinutes(2))
                .maxBackoff(Duration.ofMinutes(2))
                .deadline(Duration.ofMinutes(30))
                .build();
        rig.server.stubFor(any(anyUrl()).willReturn(serviceUnavailable().withHeader("Retry-After", "600")));

        CompletableFuture<JsonNode> result = rig.transport().sendAsync(TransportRig.GET);

        await().until(() -> rig.log.lines.stream().anyMatch(line -> line.contains("next attempt in")));
        await().until(() -> activeThreads() == 0);
        assertThat(result).isNotDone();
        assertThat(rig.requests()).hasSize(1);
        result.cancel(true);
    }

    @Test
    void sendAsync_transientFailure_isTriedAgainAfterAWait() throws Exception {
        rig.options = CallOptions.builder()
                .baseBackoff(Duration.ofMillis(1))
                .maxBackoff(Duration.ofMillis(1))
                .build();
        rig.server.stubFor(any(anyUrl())
                .inScenario("once")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("then")
                .willReturn(serviceUnavailable()));
        rig.server.stubFor(
                any(anyUrl()).inScenario("once").whenScenarioStateIs("then").willReturn(okJson("{}")));

        rig.transport().sendAsync(TransportRig.GET).get();

        assertThat(rig.attempts)
                .extracting(a -> a.outcome())
                .containsExactly(Outcome.SERVICE_FAILED, Outcome.SUCCEEDED);
    }

    @Test
    void cancel_attemptUnderWay_cancelsTheHttpCall() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TinyServer.Handler silent = (head, socket) -> {
            arrived.countDown();
            awaitQuietly(release);
        };
        try (TinyServer server = TinyServer.plain(silent)) {
            CompletableFuture<JsonNode> result = rig.transport(endpoint(server)).sendAsync(TransportRig.GET);
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

            result.cancel(true);

            await().until(() -> !rig.attempts.isEmpty());
            assertThat(rig.attempts).extracting(a -> a.outcome()).containsExactly(Outcome.CANCELLED);
            assertThat(server.heads).hasSize(1);
        } finally {
            release.countDown();
        }
    }

    @Test
    void sendAsync_noThreadToRunOn_failsAndSaysSo() {
        rig.calls.shutdownNow();

        assertThat(rig.transport().sendAsync(TransportRig.GET))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(KmsTransportException.class)
                .withMessageContaining("too many calls")
                .withMessageNotContaining("closed");
    }

    @Test
    void sendAsync_jvmThatCanMakeNoThread_failsTheFuture() {
        OutOfMemoryError error = new OutOfMemoryError("unable to create native thread");
        Executor exhausted = task -> {
            throw error;
        };

        assertThat(rig.transport(exhausted).sendAsync(TransportRig.GET))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isSameAs(error);
    }

    @Test
    void sendAsync_jvmThatCanMakeNoThreadForTheSecondAttempt_failsTheFuture() {
        rig.options = CallOptions.builder()
                .baseBackoff(Duration.ofMillis(1))
                .maxBackoff(Duration.ofMillis(1))
                .build();
        rig.server.stubFor(any(anyUrl()).willReturn(serviceUnavailable()));
        OutOfMemoryError error = new OutOfMemoryError("unable to create native thread");
        AtomicInteger handedIn = new AtomicInteger();
        Executor soonExhausted = task -> {
            if (handedIn.incrementAndGet() > 1) {
                throw error;
            }
            rig.calls.execute(task);
        };

        assertThat(rig.transport(soonExhausted).sendAsync(TransportRig.GET))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isSameAs(error);
    }

    @Test
    void sendAsync_queuedBeyondTheDeadline_failsInTime() {
        rig.options = CallOptions.builder().deadline(Duration.ofMillis(50)).build();
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < 4; i++) {
            rig.calls.execute(() -> awaitQuietly(release));
        }

        assertThat(rig.transport().sendAsync(TransportRig.GET))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(KmsTransportException.class)
                .withMessageContaining("deadline of PT0.05S");
        release.countDown();
    }

    @Test
    void send_threadInterruptedWhileTheServerIsSilent_failsPromptlyAndKeepsTheFlag() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TinyServer.Handler silent = (head, socket) -> {
            arrived.countDown();
            awaitQuietly(release);
        };
        rig.options = CallOptions.builder()
                .deadline(Duration.ofMinutes(30))
                .attemptTimeout(Duration.ofMinutes(30))
                .readTimeout(Duration.ofMinutes(30))
                .build();
        try (TinyServer server = TinyServer.plain(silent)) {
            HttpRpcTransport transport = rig.transport(endpoint(server));
            CompletableFuture<Object> seen = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    transport.send(TransportRig.GET);
                } catch (KmsTransportException e) {
                    seen.complete(e.getMessage() + Thread.currentThread().isInterrupted());
                }
            });
            caller.start();
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

            caller.interrupt();

            assertThat(seen.get(10, TimeUnit.SECONDS))
                    .asString()
                    .contains("interrupted")
                    .endsWith("true");
            assertThat(rig.attempts).extracting(a -> a.outcome()).containsExactly(Outcome.CANCELLED);
        } finally {
            release.countDown();
        }
    }

    @Test
    void close_callUnderWay_endsIt() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        TinyServer.Handler silent = (head, socket) -> {
            arrived.countDown();
            awaitQuietly(release);
        };
        try (TinyServer server = TinyServer.plain(silent)) {
            CompletableFuture<JsonNode> result = rig.transport(endpoint(server)).sendAsync(TransportRig.GET);
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

            rig.close();

            assertThat(result)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(KmsTransportException.class);
        } finally {
            release.countDown();
        }
    }

    @Test
    void close_callThatWaitsForItsNextAttempt_endsIt() {
        rig.options = CallOptions.builder().deadline(Duration.ofMinutes(30)).build();
        rig.server.stubFor(any(anyUrl()).willReturn(serviceUnavailable().withHeader("Retry-After", "600")));
        CompletableFuture<JsonNode> result = rig.transport().sendAsync(TransportRig.GET);
        await().until(() -> rig.log.lines.stream().anyMatch(line -> line.contains("next attempt in")));

        rig.close();

        assertThat(result)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(KmsTransportException.class)
                .withMessageContaining("the client was closed");
    }

    private int activeThreads() {
        ExecutorService calls = rig.calls;
        return ((ThreadPoolExecutor) calls).getActiveCount();
    }

    private static KmsEndpoint endpoint(TinyServer server) {
        return KmsEndpoint.of(URI.create("http://127.0.0.1:" + server.port()));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
