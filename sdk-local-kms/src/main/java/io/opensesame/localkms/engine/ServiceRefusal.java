package io.opensesame.localkms.engine;

/**
 * An answer of the service that is not success: an HTTP status, a code for programs, and a message for people.
 *
 * <p>It is an answer rather than a fault of the emulator, so it records no stack trace.
 *
 * @see "KMS API reference: error codes"
 */
public final class ServiceRefusal extends RuntimeException {
    private final int status;
    private final String code;

    /** Creates a refusal with the HTTP status and the texts that the caller gets to see. */
    public ServiceRefusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** Returns the HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** Returns the error code, such as {@code Forbidden.ResourceNotFound}. */
    public String code() {
        return code;
    }

    /** Returns the sentence for people. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    static ServiceRefusal unknownAction() {
        return new ServiceRefusal(
                404, "InvalidApi.NotFound", "Specified api is not found, please check your url and method.");
    }

    static ServiceRefusal missing(String parameter) {
        return new ServiceRefusal(
                400, "MissingParameter", "The parameter \"" + parameter + "\" is needed but not provided.");
    }

    static ServiceRefusal invalid(String parameter) {
        return new ServiceRefusal(
                400, "InvalidParameter", "The specified parameter \"" + parameter + "\" is not valid.");
    }

    static ServiceRefusal unsupported() {
        return new ServiceRefusal(400, "UnsupportedOperation", "This action is not supported.");
    }

    static ServiceRefusal limitExceeded() {
        return new ServiceRefusal(
                400,
                "Rejected.LimitExceeded",
                "The request was rejected because user create resource limit was exceeded.");
    }

    static ServiceRefusal noPermission(String resourceArn) {
        return new ServiceRefusal(
                403,
                "Forbidden.NoPermission",
                "This operation for " + resourceArn + " is forbidden by permission system.");
    }

    static ServiceRefusal notFound() {
        return new ServiceRefusal(404, "Forbidden.ResourceNotFound", "The resource is not found.");
    }

    static ServiceRefusal keyNotFound() {
        return new ServiceRefusal(404, "Forbidden.KeyNotFound", "The specified Key is not found.");
    }

    static ServiceRefusal exists() {
        return new ServiceRefusal(409, "Rejected.ResourceExist", "The resource already exists.");
    }

    static ServiceRefusal inDeleteWindow() {
        return new ServiceRefusal(409, "Rejected.ResourceInDeleteWindow", "The secret is planned to be deleted.");
    }

    static ServiceRefusal inUse(String message) {
        return new ServiceRefusal(409, "Rejected.ResourceInUse", message);
    }

    static ServiceRefusal throttled() {
        return new ServiceRefusal(429, "Rejected.Throttling", "QPS Limit Exceeded");
    }
}
