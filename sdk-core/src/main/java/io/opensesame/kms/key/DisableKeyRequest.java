package io.opensesame.kms.key;

import io.opensesame.kms.KeyId;

/**
 * Asks to disable a key, so that nothing can be encrypted or decrypted with it until it is enabled again. Immutable.
 *
 * @see "KMS API reference: DisableKey"
 */
public final class DisableKeyRequest implements KeyRequest<DisableKeyResponse> {
    private final String keyId;

    private DisableKeyRequest(String keyId) {
        this.keyId = KeyId.ofKey(keyId).text();
    }

    /**
     * Returns a request to disable a key.
     *
     * @param keyId its id or ARN; see {@link KeyId}
     * @return the request
     * @throws IllegalArgumentException if it is neither
     */
    public static DisableKeyRequest of(String keyId) {
        return new DisableKeyRequest(keyId);
    }

    /** {@return the id or ARN of the key} */
    public String keyId() {
        return keyId;
    }

    @Override
    public String toString() {
        return "DisableKeyRequest[keyId=" + keyId + "]";
    }
}
