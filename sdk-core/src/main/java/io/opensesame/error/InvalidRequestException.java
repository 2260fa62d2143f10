package io.opensesame.error;

/**
 * Thrown when the service finds a parameter missing or wrong, or does not support the call. Trying again won't help.
 */
public final class InvalidRequestException extends KmsServiceException {
    /**
     * Creates the exception for one refused call.
     *
     * @param refusal what the service said
     */
    public InvalidRequestException(ServiceRefusal refusal) {
        this(refusal, "Correct the request; the code and the message name the parameter.");
    }

    /**
     * Creates the exception for one refused call.
     *
     * @param refusal what the service said
     * @param advice what to do next, as a sentence
     */
    public InvalidRequestException(ServiceRefusal refusal, String advice) {
        super(refusal, advice);
    }
}
