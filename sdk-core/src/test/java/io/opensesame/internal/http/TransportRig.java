package io.opensesame.internal.http;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsProvider;
import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.CallListener;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.ProxyOptions;
import io.opensesame.kms.TlsOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A transport with its threads, against a WireMock server or any other endpoint. Time is manual: waits between attempts
 * are recorded, and move it on.
 */
final class TransportRig implements AutoCloseable {
    static final String SECRET = "canary-access-key-secret";
    static final String TOKEN = "canary-security-token";
    static final Credentials CREDENTIALS = Credentials.accessKey("AK-1", SECRET);
    static final RpcCall GET = new RpcCall("GetSecretValue", Map.of("SecretName", "orders/db"), "orders/db", false);

    final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    final ManualTime time = new ManualTime();
    final RecordingLog log = new RecordingLog();
    final List<CallAttempt> attempts = new CopyOnWriteArrayList<>();
    final ExecutorService calls = Executors.newFixedThreadPool(4);
    final ScheduledExecutorService scheduler = new ScheduledThreadPoolExecutor(1);

    private final List<HttpConnections> opened = new ArrayList<>();

    CredentialsProvider credentials = CredentialsProvider.of(CREDENTIALS);
    CallOptions options = CallOptions.defaults();
    BreakerPolicy breaker = BreakerPolicy.ONLY_ENDPOINT;
    TlsOptions tls = TlsOptions.defaults();
    ProxyOptions proxy = ProxyOptions.direct();
    List<CallListener> listeners = List.of(attempts::add);

    TransportRig() {
        server.start();
    }

    HttpRpcTransport transport() {
        return transport(connections());
    }

    HttpRpcTransport transport(HttpConnections connections) {
        return transport(endpoint(), connections);
    }

    private KmsEndpoint endpoint() {
        return KmsEndpoint.of(URI.create("http://127.0.0.1:" + server.port()));
    }

    HttpRpcTransport transport(KmsEndpoint endpoint) {
        return transport(endpoint, connections());
    }

    /** With other threads for asynchronous calls than {@link #calls}. */
    HttpRpcTransport transport(Executor callThreads) {
        return transport(endpoint(), connections(), callThreads);
    }

    HttpRpcTransport transport(KmsEndpoint endpoint, HttpConnections connections) {
        return transport(endpoint, connections, calls);
    }

    private HttpRpcTransport transport(KmsEndpoint endpoint, HttpConnections connections, Executor callThreads) {
        CallRuntime runtime =
                new CallRuntime(callThreads, scheduler, time, time.nanos::get, time::pause, new Random(42));
        return new HttpRpcTransport(
                RpcService.kms(endpoint), credentials, options, listeners, connections, runtime, breaker, log);
    }

    HttpConnections connections() {
        HttpConnections connections = new HttpConnections(options, tls, proxy, calls);
        opened.add(connections);
        return connections;
    }

    List<LoggedRequest> requests() {
        return server.findAll(anyRequestedFor(anyUrl()));
    }

    @Override
    public void close() {
        opened.forEach(HttpConnections::close);
        calls.shutdownNow();
        scheduler.shutdownNow();
        server.stop();
    }

    /** A clock and a ticker that stand still until a wait or the test moves them. */
    static final class ManualTime extends Clock {
        final AtomicLong nanos = new AtomicLong();
        final List<Long> waits = new CopyOnWriteArrayList<>();
        private volatile Duration stepped = Duration.ZERO;
        private final Instant start = Instant.parse("2026-01-02T03:04:05Z");

        void pause(long millis) {
            waits.add(millis);
            advance(Duration.ofMillis(millis));
        }

        /** Sets the wall clock by so much, as an operator or NTP does. */
        void step(Duration duration) {
            stepped = stepped.plus(duration);
        }

        void advance(Duration duration) {
            nanos.addAndGet(duration.toNanos());
        }

        @Override
        public Instant instant() {
            return start.plusNanos(nanos.get()).plus(stepped);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
