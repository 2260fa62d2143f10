package io.opensesame.error;

/**
 * Thrown when KMS has no such secret, or no version of it by the id or at the stage asked for. Trying again won't help.
 */
public final class SecretNotFoundException extends KmsServiceException {
    /**
     * Creates the exception for one refused call.
     *
     * @param refusal what the service said
     */
    public SecretNotFoundException(ServiceRefusal refusal) {
        super(refusal, "Check the name, the stage or version id, and the region of the endpoint.");
    }

    /**
     * Creates the exception for one refused call that named a version.
     *
     * @param refusal what the service said
     * @param version which version was asked for, in words, such as {@code at stage 'ACSCurrent'}
     */
    public SecretNotFoundException(ServiceRefusal refusal, String version) {
        super(
                refusal,
                "There is no such secret, or no version of it " + version
                        + ". Check the name, the stage or version id, and the region of the endpoint.");
    }
}
