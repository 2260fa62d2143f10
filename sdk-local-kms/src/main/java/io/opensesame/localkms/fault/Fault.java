package io.opensesame.localkms.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that goes wrong on purpose, and for which requests it does. Immutable; add it to {@code LocalKms.faults()}.
 *
 * <p>A fault strikes every request unless it is restricted:
 *
 * <pre>{@code
 * Fault.delay(Duration.ofSeconds(2)).onOperation("GetSecretValue").withProbability(0.1)
 * Fault.error(503, "ServiceUnavailableTemporary", "Service Unavailable Temporary.").times(3)
 * Fault.outage().onService(CloudService.KMS)
 * }</pre>
 */
public final class Fault {
    private final FaultEffect effect;
    private final Optional<CloudService> service;
    private final Optional<String> operation;
    private final double probability;
    private final OptionalInt times;

    private Fault(
            FaultEffect effect,
            Optional<CloudService> service,
            Optional<String> operation,
            double probability,
            OptionalInt times) {
        this.effect = effect;
        this.service = service;
        this.operation = operation;
        this.probability = probability;
        this.times = times;
    }

    private static Fault of(FaultEffect effect) {
        return new Fault(effect, Optional.empty(), Optional.empty(), 1.0, OptionalInt.empty());
    }

    /**
     * {@return a fault that holds a request back before it is performed}
     *
     * @param duration how long, in real time; positive. A stop of LocalKms ends the wait and closes the connection
     */
    public static Fault delay(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a delay is positive: " + duration);
        }
        return of(new FaultEffect.Delay(duration));
    }

    /**
     * {@return a fault that answers with an error of the service, in the service's error envelope}
     *
     * @param status the HTTP status, 400 to 599
     * @param code the error code, for example {@code ServiceUnavailableTemporary}; not blank
     * @param message the error message
     */
    public static Fault error(int status, String code, String message) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("an error has an HTTP status from 400 to 599: " + status);
        }
        if (code.isBlank()) {
            throw new IllegalArgumentException("an error has a code that is not blank");
        }
        return of(new FaultEffect.ErrorAnswer(status, code, message));
    }

    /**
     * {@return a fault that closes the connection instead of answering; the request is not performed}
     *
     * <p>The connection is closed in the orderly way (TCP FIN), for the server library can't send a reset. A client
     * sees the end of the stream where it expected a status line.
     */
    public static Fault connectionDropped() {
        return of(new FaultEffect.DroppedConnection());
    }

    /** {@return a fault that performs the request, announces the whole answer, sends half and closes the connection} */
    public static Fault truncatedBody() {
        return of(new FaultEffect.TruncatedBody());
    }

    /**
     * {@return a fault that lets some requests a second pass, and answers 429 {@code Rejected.Throttling} to the rest}
     *
     * @param requestsPerSecond how many requests pass in each second of real time; 0 refuses all
     */
    public static Fault throttle(int requestsPerSecond) {
        if (requestsPerSecond < 0) {
            throw new IllegalArgumentException("a throttle passes 0 or more requests a second: " + requestsPerSecond);
        }
        return of(new FaultEffect.Throttle(requestsPerSecond));
    }

    /**
     * {@return a fault that closes every connection on which a request shows up, malformed ones included}
     *
     * <p>The listening sockets stay open; to close them too, use {@code LocalKms.stopServing()}.
     */
    public static Fault outage() {
        return of(new FaultEffect.Outage());
    }

    /**
     * {@return this fault restricted to one service, while the others on the same address go on}
     *
     * <p>Requests that name no service that is served, malformed ones among them, are then spared.
     *
     * @param only the service
     */
    public Fault onService(CloudService only) {
        return new Fault(effect, Optional.of(only), operation, probability, times);
    }

    /**
     * {@return this fault restricted to one operation}
     *
     * @param name the operation, for example {@code GetSecretValue}; it is checked when the fault is added
     * @throws IllegalStateException if this is an outage, which strikes before the operation is known
     */
    public Fault onOperation(String name) {
        if (effect instanceof FaultEffect.Outage) {
            throw new IllegalStateException("an outage strikes every operation; for one, use connectionDropped()");
        }
        return new Fault(effect, service, Optional.of(name), probability, times);
    }

    /**
     * {@return this fault restricted to a share of the requests}
     *
     * @param share the probability that a request is struck; above 0, at most 1
     */
    public Fault withProbability(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a probability is above 0 and at most 1: " + share);
        }
        return new Fault(effect, service, operation, share, times);
    }

    /**
     * {@return this fault restricted to a number of requests; afterwards it is over}
     *
     * @param count how many requests are struck; positive
     */
    public Fault times(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a fault strikes 1 or more times: " + count);
        }
        return new Fault(effect, service, operation, probability, OptionalInt.of(count));
    }

    /** {@return what happens to a request that is struck} */
    public FaultEffect effect() {
        return effect;
    }

    /** {@return the one service that is struck, or empty for all} */
    public Optional<CloudService> service() {
        return service;
    }

    /** {@return the one operation that is struck, or empty for all} */
    public Optional<String> operation() {
        return operation;
    }

    /** {@return the probability that a request is struck} */
    public double probability() {
        return probability;
    }

    /** {@return how many requests are struck at most, or empty for no limit} */
    public OptionalInt times() {
        return times;
    }

    @Override
    public String toString() {
        return "Fault[" + effect + ", service="
                + service.map(CloudService::name).orElse("any") + ", operation=" + operation.orElse("any")
                + ", probability=" + probability + ", times=" + (times.isPresent() ? times.getAsInt() : "unlimited")
                + "]";
    }
}
