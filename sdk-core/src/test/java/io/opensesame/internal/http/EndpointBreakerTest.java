package io.opensesame.internal.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opensesame.error.KmsTransportException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.kms.CallOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointBreakerTest {
    private final Thread testThread = Thread.currentThread();
    private final TransportRig rig = new TransportRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void send_failingEndpoint_isLeftAloneThenTriedAndUsedAgain() {
        rig.options = CallOptions.builder().maxAttempts(1).build();
        HttpRpcTransport transport = rig.transport();
        answer(503, "");
        fail(transport, 10);

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> transport.send(TransportRig.GET))
                .withMessageContaining("circuit breaker open")
                .withMessageContaining("again in 6 s");
        assertThat(rig.requests()).hasSize(10);
        assertThat(rig.log.lines).anyMatch(line -> line.startsWith("WARN") && line.contains("fails too often"));

        rig.time.advance(Duration.ofSeconds(6));
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        for (int i = 0; i < 3; i++) {
            transport.send(TransportRig.GET);
        }
        assertThat(rig.requests()).hasSize(13);
        assertThat(rig.log.lines).anyMatch(line -> line.startsWith("INFO") && line.contains("works again"));
    }

    @Test
    void send_endpointStillFailsWhenTried_isLeftAloneAgain() {
        rig.options = CallOptions.builder().maxAttempts(1).build();
        HttpRpcTransport transport = rig.transport();
        answer(503, "");
        fail(transport, 10);

        rig.time.advance(Duration.ofSeconds(6));
        fail(transport, 3);
        fail(transport, 5);

        assertThat(rig.requests()).hasSize(13);
    }

    @Test
    void send_endpointThatAnswersOnceInFive_isNotLeftAlone() {
        rig.options = CallOptions.builder().maxAttempts(1).build();
        HttpRpcTransport transport = rig.transport();
        for (int i = 0; i < 8; i++) {
            answer(503, "");
            fail(transport, 4);
            rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
            transport.send(TransportRig.GET);
        }

        assertThat(rig.requests()).hasSize(40);
    }

    @Test
    void send_wallClockSetBackWhileTheBreakerIsOpen_isTriedAgainInTime() {
        rig.options = CallOptions.builder().maxAttempts(1).build();
        HttpRpcTransport transport = rig.transport();
        answer(503, "");
        fail(transport, 10);

        rig.time.step(Duration.ofHours(-8));
        rig.time.advance(Duration.ofSeconds(6));
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));

        transport.send(TransportRig.GET);
        assertThat(rig.requests()).hasSize(11);
    }

    @Test
    void send_slowSourcesOfCredentials_keepNobodyFromTryingTheEndpoint() throws Exception {
        rig.options = CallOptions.builder().maxAttempts(1).build();
        CountDownLatch asking = new CountDownLatch(3);
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean slow = new AtomicBoolean();
        rig.credentials = () -> {
            if (slow.get() && !Thread.currentThread().equals(testThread)) {
                asking.countDown();
                awaitQuietly(release);
            }
            return TransportRig.CREDENTIALS;
        };
        HttpRpcTransport transport = rig.transport();
        answer(503, "");
        fail(transport, 10);
        rig.time.advance(Duration.ofSeconds(6));
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        slow.set(true);
        List<Future<?>> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(rig.calls.submit(() -> transport.send(TransportRig.GET)));
        }
        assertThat(asking.await(10, TimeUnit.SECONDS)).isTrue();

        try {
            for (int i = 0; i < 3; i++) {
                transport.send(TransportRig.GET);
            }
        } finally {
            release.countDown();
        }

        for (Future<?> other : others) {
            other.get(10, TimeUnit.SECONDS);
        }
        assertThat(rig.attempts).hasSize(16);
    }

    @Test
    void send_openBreaker_failsWithoutAskingForCredentials() {
        rig.options = CallOptions.builder().maxAttempts(1).build();
        AtomicInteger asked = new AtomicInteger();
        rig.credentials = () -> {
            asked.incrementAndGet();
            return TransportRig.CREDENTIALS;
        };
        HttpRpcTransport transport = rig.transport();
        answer(503, "");
        fail(transport, 10);

        fail(transport, 5);

        assertThat(asked).hasValue(10);
    }

    @Test
    void send_attemptsCutShortByTheDeadline_neverOpenTheBreaker() {
        rig.options = CallOptions.builder()
                .maxAttempts(1)
                .deadline(Duration.ofMillis(50))
                .attemptTimeout(Duration.ofSeconds(7))
                .build();
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}").withFixedDelay(2_000)));
        HttpRpcTransport transport = rig.transport();

        fail(transport, 12);

        assertThat(rig.attempts).hasSize(12);
        assertThat(rig.log.lines).noneMatch(line -> line.contains("fails too often"));
    }

    @Test
    void tryAcquire_trialsThatNeverEnd_areTriedAgainAfterAWhile() {
        EndpointBreaker breaker = new EndpointBreaker(
                "host", BreakerPolicy.ONLY_ENDPOINT, rig.time.nanos::get, new CallEvents("host", rig.log, List.of()));
        for (int i = 0; i < 10; i++) {
            assertThat(breaker.tryAcquire()).isTrue();
            breaker.failed(1, new IllegalStateException("down"));
        }
        rig.time.advance(Duration.ofSeconds(6));
        for (int i = 0; i < 3; i++) {
            assertThat(breaker.tryAcquire()).isTrue();
        }
        assertThat(breaker.tryAcquire()).isFalse();

        rig.time.advance(Duration.ofMinutes(1));
        assertThat(breaker.tryAcquire()).isFalse();
        rig.time.advance(Duration.ofSeconds(6));

        assertThat(breaker.tryAcquire()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"429, Rejected.Throttling", "404, Forbidden.ResourceNotFound", "403, Forbidden.NoPermission"})
    void send_refusals_neverOpenTheBreaker(int status, String code) {
        rig.options = CallOptions.builder().maxAttempts(1).build();
        HttpRpcTransport transport = rig.transport();
        answer(status, code);

        fail(transport, 30);

        assertThat(rig.requests()).hasSize(30);
    }

    @Test
    void send_interruptedCallers_neverOpenTheBreaker() {
        HttpRpcTransport transport = rig.transport();
        rig.server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        for (int i = 0; i < 30; i++) {
            Thread.currentThread().interrupt();
            assertThat(catchThrowable(() -> transport.send(TransportRig.GET)))
                    .isInstanceOf(KmsTransportException.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }

        transport.send(TransportRig.GET);

        assertThat(rig.requests()).hasSize(1);
    }

    @Test
    void send_breakerOpensDuringTheRetriesOfACall_failsWithTheLastFailureAsCause() {
        rig.options = CallOptions.builder()
                .maxAttempts(100)
                .baseBackoff(Duration.ofMillis(1))
                .maxBackoff(Duration.ofMillis(1))
                .build();
        answer(500, "InternalFailure");

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> rig.transport().send(TransportRig.GET))
                .withMessageContaining("circuit breaker open")
                .satisfies(e -> assertThat(e.getCause()).hasMessageContaining("InternalFailure"));
        assertThat(rig.requests()).hasSize(10);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
}
