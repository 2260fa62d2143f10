package io.opensesame.kms.key;

import io.opensesame.kms.KeyId;
import java.time.Duration;

/**
 * Asks to delete a key at the end of a window, in which the deletion can be cancelled. Immutable.
 *
 * <p>The key cannot be used from now on. Once it is deleted, nothing that was encrypted under it can be decrypted: to
 * see whether it is still needed, disable it first.
 *
 * @see "KMS API reference: ScheduleKeyDeletion"
 */
public final class ScheduleKeyDeletionRequest implements KeyRequest<ScheduleKeyDeletionResponse> {
    private final String keyId;
    private final Duration pendingWindow;

    private ScheduleKeyDeletionRequest(String keyId, Duration pendingWindow) {
        this.keyId = KeyId.ofKey(keyId).text();
        this.pendingWindow = Rules.pendingWindow(pendingWindow);
    }

    /**
     * Returns a request to delete a key.
     *
     * @param keyId its id or ARN; see {@link KeyId}
     * @param pendingWindow how long the deletion can be cancelled, 7 to 366 whole days. (An older text of the service
     *     ends at 30)
     * @return the request
     * @throws IllegalArgumentException if one of them breaks a rule
     */
    public static ScheduleKeyDeletionRequest of(String keyId, Duration pendingWindow) {
        return new ScheduleKeyDeletionRequest(keyId, pendingWindow);
    }

    /** {@return the id or ARN of the key} */
    public String keyId() {
        return keyId;
    }

    /** {@return how long the deletion can be cancelled} */
    public Duration pendingWindow() {
        return pendingWindow;
    }

    @Override
    public String toString() {
        return "ScheduleKeyDeletionRequest[keyId=" + keyId + ", pendingWindow=" + pendingWindow + "]";
    }
}
