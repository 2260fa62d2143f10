package io.opensesame.error;

/**
 * Thrown when the customer master key behind a call is missing, disabled, without material or pending deletion, or when
 * the status of a certificate forbids the call.
 */
public final class KeyUnavailableException extends KmsServiceException {
    /**
     * Creates the exception for one refused call.
     *
     * @param refusal what the service said
     */
    public KeyUnavailableException(ServiceRefusal refusal) {
        super(
                refusal,
                "Enable the key, import its material or cancel its deletion, then try again; of a certificate,"
                        + " DescribeCertificate tells the status.");
    }
}
