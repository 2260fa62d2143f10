package io.opensesame.error;

/**
 * Thrown when the service does not accept who signed: an unknown or disabled AccessKey, a wrong secret, an expired
 * token, a wrong clock.
 */
public final class RefusedCredentialsException extends KmsServiceException {
    /**
     * Creates the exception for one refused call.
     *
     * @param refusal what the service said
     */
    public RefusedCredentialsException(ServiceRefusal refusal) {
        super(refusal, "Check the AccessKey pair, its state in RAM, the security token and this machine's clock.");
    }
}
