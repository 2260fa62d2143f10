package io.opensesame.kms.key;

import io.opensesame.kms.KeyId;

/**
 * Asks to enable a disabled key. Immutable.
 *
 * @see "KMS API reference: EnableKey"
 */
public final class EnableKeyRequest implements KeyRequest<EnableKeyResponse> {
    private final String keyId;

    private EnableKeyRequest(String keyId) {
        this.keyId = KeyId.ofKey(keyId).text();
    }

    /**
     * Returns a request to enable a key.
     *
     * @param keyId its id or ARN; see {@link KeyId}
     * @return the request
     * @throws IllegalArgumentException if it is neither
     */
    public static EnableKeyRequest of(String keyId) {
        return new EnableKeyRequest(keyId);
    }

    /** {@return the id or ARN of the key} */
    public String keyId() {
        return keyId;
    }

    @Override
    public String toString() {
        return "EnableKeyRequest[keyId=" + keyId + "]";
    }
}
