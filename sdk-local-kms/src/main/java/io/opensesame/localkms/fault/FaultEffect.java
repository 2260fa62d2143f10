package io.opensesame.localkms.fault;

import java.time.Duration;

/** What a fault does to a request that it strikes. */
public sealed interface FaultEffect {

    /**
     * The answer comes late; the request is performed after the delay.
     *
     * @param duration how late
     */
    record Delay(Duration duration) implements FaultEffect {}

    /**
     * The request is not performed, and an error is the answer.
     *
     * @param status the HTTP status
     * @param code the error code
     * @param message the error message
     */
    record ErrorAnswer(int status, String code, String message) implements FaultEffect {}

    /** The request is not performed, and the connection is closed without an answer. */
    record DroppedConnection() implements FaultEffect {}

    /** The request is performed; half of the answer's body is sent, then the connection is closed. */
    record TruncatedBody() implements FaultEffect {}

    /**
     * Requests beyond a rate are not performed; their answer is 429 {@code Rejected.Throttling}.
     *
     * @param requestsPerSecond how many requests a second pass
     */
    record Throttle(int requestsPerSecond) implements FaultEffect {}

    /** Every connection is closed as soon as a request shows up on it, whatever the request is. */
    record Outage() implements FaultEffect {}
}
