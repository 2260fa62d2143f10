package io.opensesame.error;

/**
 * Thrown when the service answered a call with a refusal.
 *
 * <p>Its subclasses are the refusals that a caller may act on; a refusal that fits none of them arrives as this class
 * itself. Decide by {@link #code()}, never by the message: the service uses one code with different texts.
 *
 * @see "KMS API reference: common error codes"
 */
public class KmsServiceException extends OpenSesameException {
    /** The operation. */
    private final String action;

    /** What it was called on, or empty. */
    private final String resource;

    /** The host that answered. */
    private final String endpoint;

    /** The HTTP status. */
    private final int httpStatus;

    /** The service's error code, or empty. */
    private final String code;

    /** The service's id of the call, or empty. */
    private final String requestId;

    /**
     * Creates the exception for one refused call.
     *
     * @param refusal what the service said
     * @param advice what to do next, as a sentence; empty for none
     */
    public KmsServiceException(ServiceRefusal refusal, String advice) {
        super(advice.isEmpty() ? refusal.sentence() + "." : refusal.sentence() + ". " + advice, null);
        this.action = refusal.action();
        this.resource = refusal.resource();
        this.endpoint = refusal.endpoint();
        this.httpStatus = refusal.httpStatus();
        this.code = refusal.code();
        this.requestId = refusal.requestId();
    }

    /** {@return the operation that was called, such as {@code GetSecretValue}} */
    public final String action() {
        return action;
    }

    /** {@return what it was called on, such as a secret's name, or an empty string} */
    public final String resource() {
        return resource;
    }

    /** {@return the host, with the port if one was given, that answered} */
    public final String endpoint() {
        return endpoint;
    }

    /** {@return the service's error code, such as {@code Forbidden.NoPermission}, or an empty string} */
    public final String code() {
        return code;
    }

    /** {@return the HTTP status of the answer} */
    public final int httpStatus() {
        return httpStatus;
    }

    /** {@return the id to quote to the service's support, or an empty string} */
    public final String requestId() {
        return requestId;
    }
}
