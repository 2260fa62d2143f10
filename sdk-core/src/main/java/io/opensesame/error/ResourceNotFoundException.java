package io.opensesame.error;

/**
 * Thrown when the service has no such key, key version, alias, RAM user, role or other resource. Trying again won't
 * help.
 */
public final class ResourceNotFoundException extends KmsServiceException {
    /**
     * Creates the exception for one refused call.
     *
     * @param refusal what the service said
     */
    public ResourceNotFoundException(ServiceRefusal refusal) {
        this(refusal, "Check the id and the region of the endpoint.");
    }

    /**
     * Creates the exception for one refused call.
     *
     * @param refusal what the service said
     * @param advice what to do next, as a sentence
     */
    public ResourceNotFoundException(ServiceRefusal refusal, String advice) {
        super(refusal, advice);
    }
}
