package io.opensesame.kms.key;

import io.opensesame.kms.KeyId;

/**
 * Asks what a key is, and in which state. Immutable.
 *
 * @see "KMS API reference: DescribeKey"
 */
public final class DescribeKeyRequest implements KeyRequest<DescribeKeyResponse> {
    private final String keyId;

    private DescribeKeyRequest(String keyId) {
        this.keyId = KeyId.of(keyId).text();
    }

    /**
     * Returns a request to describe a key.
     *
     * @param keyId its id, ARN or alias; see {@link KeyId}
     * @return the request
     * @throws IllegalArgumentException if it is none of them
     */
    public static DescribeKeyRequest of(String keyId) {
        return new DescribeKeyRequest(keyId);
    }

    /** {@return the id, ARN or alias of the key} */
    public String keyId() {
        return keyId;
    }

    @Override
    public String toString() {
        return "DescribeKeyRequest[keyId=" + keyId + "]";
    }
}
