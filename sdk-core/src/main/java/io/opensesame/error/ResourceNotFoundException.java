package io.opensesame.error;

/** Thrown when KMS has no such key, key version, alias or other resource. Trying again won't help. */
public final class ResourceNotFoundException extends KmsServiceException {
    /**
     * Creates the exception for one refused call.
     *
     * @param refusal what the service said
     */
    public ResourceNotFoundException(ServiceRefusal refusal) {
        super(refusal, "Check the id and the region of the endpoint.");
    }
}
