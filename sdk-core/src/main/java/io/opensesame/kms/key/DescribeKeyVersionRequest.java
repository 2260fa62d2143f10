package io.opensesame.kms.key;

import io.opensesame.kms.KeyId;

/**
 * Asks about one version of a key. Immutable.
 *
 * @see "KMS API reference: DescribeKeyVersion"
 */
public final class DescribeKeyVersionRequest implements KeyRequest<DescribeKeyVersionResponse> {
    private final String keyId;
    private final String keyVersionId;

    private DescribeKeyVersionRequest(String keyId, String keyVersionId) {
        this.keyId = KeyId.of(keyId).text();
        this.keyVersionId = Rules.word("keyVersionId", keyVersionId);
    }

    /**
     * Returns a request to describe a version.
     *
     * @param keyId the key's id, ARN or alias; see {@link KeyId}
     * @param keyVersionId the id of the version
     * @return the request
     * @throws IllegalArgumentException if one of them breaks a rule
     */
    public static DescribeKeyVersionRequest of(String keyId, String keyVersionId) {
        return new DescribeKeyVersionRequest(keyId, keyVersionId);
    }

    /** {@return the id, ARN or alias of the key} */
    public String keyId() {
        return keyId;
    }

    /** {@return the id of the version} */
    public String keyVersionId() {
        return keyVersionId;
    }

    @Override
    public String toString() {
        return "DescribeKeyVersionRequest[keyId=" + keyId + ", keyVersionId=" + keyVersionId + "]";
    }
}
