package io.opensesame.error;

/** Thrown when a resource of that name, or a version of that id with another value, exists already. */
public final class ResourceExistsException extends KmsServiceException {
    /**
     * Creates the exception for one refused call.
     *
     * @param refusal what the service said
     */
    public ResourceExistsException(ServiceRefusal refusal) {
        this(refusal, "Choose another name or version id, or update the one that exists.");
    }

    /**
     * Creates the exception for one refused call.
     *
     * @param refusal what the service said
     * @param advice what to do next, as a sentence
     */
    public ResourceExistsException(ServiceRefusal refusal, String advice) {
        super(refusal, advice);
    }
}
