package io.opensesame.error;

/** Thrown when the secret is scheduled for deletion. It can be restored until its planned time. */
public final class PendingDeletionException extends KmsServiceException {
    /**
     * Creates the exception for one refused call.
     *
     * @param refusal what the service said
     */
    public PendingDeletionException(ServiceRefusal refusal) {
        super(refusal, "Restore it with RestoreSecret before its planned deletion time, or use another secret.");
    }
}
