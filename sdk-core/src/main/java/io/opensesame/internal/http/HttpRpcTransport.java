package io.opensesame.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.opensesame.auth.CredentialsProvider;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.RegionHealth;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls one service at one endpoint over HTTP.
 *
 * <p>Which failures are followed by another attempt is decided by {@link ErrorClass}, and for operations that must not
 * happen twice by {@link Repeatability}. It owns nothing that needs closing: connections and threads are handed in.
 */
public final class HttpRpcTransport implements RpcTransport {
    static final String LOGGER = "io.opensesame.calls";

    private final RpcExchange.Settings settings;
    private final SignedRequests requests;
    private final CallRuntime runtime;
    private final HttpConnections connections;
    private final EndpointHealth health;

    /**
     * Creates a transport.
     *
     * @param connections made with the same {@code options}; may serve several transports
     * @param listeners told of every attempt
     */
    public HttpRpcTransport(
            RpcService service,
            CredentialsProvider credentials,
            CallOptions options,
            CallListeners listeners,
            HttpConnections connections,
            CallRuntime runtime) {
        this(service, credentials, options, listeners, connections, runtime, BreakerPolicy.ONLY_ENDPOINT);
    }

    /**
     * Creates a transport to an endpoint that may be one of several.
     *
     * @param connections made with the same {@code options}; may serve several transports
     * @param listeners told of every attempt
     * @param breaker how soon the endpoint is left alone
     */
    public HttpRpcTransport(
            RpcService service,
            CredentialsProvider credentials,
            CallOptions options,
            CallListeners listeners,
            HttpConnections connections,
            CallRuntime runtime,
            BreakerPolicy breaker) {
        this(service, credentials, options, listeners, connections, runtime, breaker, LoggerFactory.getLogger(LOGGER));
    }

    HttpRpcTransport(
            RpcService service,
            CredentialsProvider credentials,
            CallOptions options,
            CallListeners listeners,
            HttpConnections connections,
            CallRuntime runtime,
            BreakerPolicy policy,
            Logger log) {
        this.runtime = runtime;
        this.connections = connections;
        this.requests = new SignedRequests(service, options.secretsInBody(), runtime.random());
        CallEvents events = new CallEvents(service.endpoint().authority(), log, listeners);
        EndpointBreaker breaker =
                new EndpointBreaker(service.endpoint().authority(), policy, runtime.nanoTime(), events);
        this.health = new EndpointHealth(service.endpoint(), breaker, runtime.clock());
        Attempts attempts = new Attempts(
                service,
                connections,
                requests,
                new AnswerReader(service, options.maxResponseBytes()),
                breaker,
                health,
                events,
                new InterruptWatch(runtime.scheduler()),
                runtime.nanoTime());
        this.settings = new RpcExchange.Settings(
                service,
                credentials,
                connections::whyStopped,
                attempts,
                breaker,
                new SigningClock(runtime.clock()),
                retry(service, options, runtime),
                events,
                runtime.nanoTime(),
                options.attemptTimeout(),
                options.deadline());
    }

    private static Retry retry(RpcService service, CallOptions options, CallRuntime runtime) {
        FullJitter jitter = new FullJitter(options, runtime.random());
        RetryConfig config = RetryConfig.custom()
                .maxAttempts(options.maxAttempts())
                .retryOnException(failure -> failure instanceof AttemptFailure attempt && attempt.retryable())
                .intervalBiFunction((attempts, outcome) ->
                        jitter.millis(attempts, ((AttemptFailure) outcome.getLeft()).retryAfter()))
                .build();
        return Retry.of(service.endpoint().authority(), config);
    }

    @Override
    public JsonNode send(RpcCall call) {
        if (connections.isClosed()) {
            throw closed();
        }
        RpcExchange exchange = new RpcExchange(settings, requests.prepare(call), settings.deadline());
        while (true) {
            RpcExchange.Step step = exchange.step();
            if (step.answer() != null) {
                return step.answer();
            }
            pause(exchange, step.waitMillis());
        }
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("this client is closed; build a new OpenSesame");
    }

    private void pause(RpcExchange exchange, long millis) {
        if (millis == 0) {
            return;
        }
        try {
            runtime.pause().millis(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw exchange.interrupted(e);
        }
    }

    @Override
    public CompletableFuture<JsonNode> sendAsync(RpcCall call) {
        return sendAsync(call, settings.deadline());
    }

    @Override
    public CompletableFuture<JsonNode> sendAsync(RpcCall call, Duration time) {
        if (connections.isClosed()) {
            return CompletableFuture.failedFuture(closed());
        }
        RpcExchange exchange = new RpcExchange(settings, requests.prepare(call), time);
        return AsyncCall.start(exchange, runtime, connections);
    }

    /** Whether the endpoint failed before, and the next attempt, or one under way, finds out whether it works again. */
    public boolean isOnTrial() {
        return health.state() == RegionHealth.State.TRYING;
    }

    /**
     * Returns how the endpoint is doing, from memory.
     *
     * @param home whether it is to be called the home region
     */
    public RegionHealth health(boolean home) {
        return health.snapshot(home);
    }
}
