package io.opensesame.kms;

import java.time.Duration;

/**
 * One attempt of a call, and how it ended. Holds no parameter, body, token or signature.
 *
 * @param action the operation, such as {@code GetSecretValue}
 * @param resource what it was called on, such as a secret's name; empty where the operation names nothing
 * @param endpoint the host that was called, with the port if one was given
 * @param number which attempt of its call this was, from 1
 * @param outcome how it ended
 * @param httpStatus the HTTP status of the answer, or 0 if there was none
 * @param code the service's error code, or empty if it gave none
 * @param requestId the service's id of the call, or empty if it gave none
 * @param duration how long the attempt took
 */
public record CallAttempt(
        String action,
        String resource,
        String endpoint,
        int number,
        Outcome outcome,
        int httpStatus,
        String code,
        String requestId,
        Duration duration) {
    /** How an attempt ended. */
    public enum Outcome {
        /** The service carried it out. */
        SUCCEEDED,

        /** The service refused it for what it was or for who asked. */
        REFUSED,

        /** The service limits the rate of calls. */
        THROTTLED,

        /** The service failed by its own fault. */
        SERVICE_FAILED,

        /** Something answered that does not speak the service's language. */
        UNREADABLE,

        /** No answer came: no connection, a time-out, a connection cut. */
        NO_ANSWER,

        /** The caller interrupted or cancelled it. */
        CANCELLED
    }
}
