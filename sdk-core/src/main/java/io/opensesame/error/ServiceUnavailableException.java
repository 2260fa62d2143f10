package io.opensesame.error;

/** Thrown when the service failed by its own fault (5xx) and did not recover within the retries and the deadline. */
public final class ServiceUnavailableException extends KmsServiceException {
    /**
     * Creates the exception for one refused call.
     *
     * @param refusal what the service said
     */
    public ServiceUnavailableException(ServiceRefusal refusal) {
        super(refusal, "KMS is failing; the call may be tried again later.");
    }
}
