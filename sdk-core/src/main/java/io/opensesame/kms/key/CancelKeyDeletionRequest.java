package io.opensesame.kms.key;

import io.opensesame.kms.KeyId;

/**
 * Asks to cancel the deletion of a key that is scheduled for it. Immutable.
 *
 * @see "KMS API reference: CancelKeyDeletion"
 */
public final class CancelKeyDeletionRequest implements KeyRequest<CancelKeyDeletionResponse> {
    private final String keyId;

    private CancelKeyDeletionRequest(String keyId) {
        this.keyId = KeyId.ofKey(keyId).text();
    }

    /**
     * Returns a request to cancel the deletion of a key.
     *
     * @param keyId its id or ARN; see {@link KeyId}
     * @return the request
     * @throws IllegalArgumentException if it is neither
     */
    public static CancelKeyDeletionRequest of(String keyId) {
        return new CancelKeyDeletionRequest(keyId);
    }

    /** {@return the id or ARN of the key} */
    public String keyId() {
        return keyId;
    }

    @Override
    public String toString() {
        return "CancelKeyDeletionRequest[keyId=" + keyId + "]";
    }
}
