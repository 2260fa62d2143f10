package io.opensesame.error;

import java.util.Objects;

/**
 * Thrown when the service answered a call with a refusal.
 *
 * <p>Its subclasses are the refusals that a caller may act on; a refusal that fits none of them arrives as this class
 * itself. Decide by {@link #code()}, never by the message: the service uses one code with different texts.
 *
 * @see "KMS API reference: common error codes"
 */
public class KmsServiceException extends OpenSesameException {
    private final transient ServiceRefusal refusal;

    /**
     * Creates the exception for one refused call.
     *
     * @param refusal what the service said
     * @param advice what to do next, as a sentence; empty for none
     */
    public KmsServiceException(ServiceRefusal refusal, String advice) {
        super(advice.isEmpty() ? refusal.sentence() + "." : refusal.sentence() + ". " + advice, null);
        this.refusal = Objects.requireNonNull(refusal, "refusal");
    }

    /** Returns all that the service said. */
    public final ServiceRefusal refusal() {
        return refusal;
    }

    /** Returns the operation that was called, such as {@code GetSecretValue}. */
    public final String action() {
        return refusal.action();
    }

    /** Returns the service's error code, such as {@code Forbidden.NoPermission}, or an empty string. */
    public final String code() {
        return refusal.code();
    }

    /** Returns the HTTP status of the answer. */
    public final int httpStatus() {
        return refusal.httpStatus();
    }

    /** Returns the id to quote to the service's support, or an empty string. */
    public final String requestId() {
        return refusal.requestId();
    }
}
