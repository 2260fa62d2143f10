package io.opensesame.internal.http;

import io.opensesame.error.OpenSesameException;
import io.opensesame.kms.CallAttempt.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A failed attempt: what the caller is told if it is the last one, and what it means for the next. */
final class AttemptFailure extends RuntimeException {
    private final OpenSesameException exception;
    private final @Nullable ErrorClass errorClass;
    private final boolean retryable;
    private final @Nullable Duration retryAfter;
    private final @Nullable Instant serverTime;

    private AttemptFailure(
            OpenSesameException exception,
            @Nullable ErrorClass errorClass,
            boolean retryable,
            @Nullable Duration retryAfter,
            @Nullable Instant serverTime) {
        super(null, exception, false, false);
        this.exception = exception;
        this.errorClass = errorClass;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
        this.serverTime = serverTime;
    }

    /** The service refused. */
    static AttemptFailure refused(
            OpenSesameException exception,
            ErrorClass errorClass,
            boolean repeatable,
            @Nullable Duration retryAfter,
            @Nullable Instant serverTime) {
        boolean retryable = errorClass.isTransient() && (repeatable || errorClass.hadNoEffect());
        return new AttemptFailure(exception, errorClass, retryable, retryAfter, serverTime);
    }

    /** No answer came, or none that the service would give. */
    static AttemptFailure unanswered(OpenSesameException exception, boolean retryable) {
        return new AttemptFailure(exception, null, retryable, null, null);
    }

    OpenSesameException exception() {
        return exception;
    }

    boolean is(ErrorClass other) {
        return errorClass == other;
    }

    /** Whether the endpoint itself is in trouble, as its circuit breaker sees it. */
    boolean isEndpointFailure() {
        return errorClass == null || errorClass.isEndpointFailure();
    }

    /** How the attempt ended, if there was an answer. */
    Outcome outcome() {
        return errorClass == null ? Outcome.UNREADABLE : errorClass.outcome();
    }

    /** Whether the same call may be sent again after a wait. */
    boolean retryable() {
        return retryable;
    }

    /** The pause that the service asked for, or null. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    /** The service's time when it refused, or null if it did not say. */
    @Nullable
    Instant serverTime() {
        return serverTime;
    }
}
