package io.opensesame.kms.crypto;

import java.util.Objects;

/**
 * A data key that KMS encrypted under a public key. Immutable.
 *
 * @see "KMS API reference: ExportDataKey"
 */
public final class ExportDataKeyResponse {
    private final String keyId;
    private final String keyVersionId;
    private final byte[] exportedDataKey;
    private final String requestId;

    /**
     * Creates the answer.
     *
     * @param keyId the id of the key
     * @param keyVersionId the id of the key's version
     * @param exportedDataKey the data key under the public key; copied
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public ExportDataKeyResponse(String keyId, String keyVersionId, byte[] exportedDataKey, String requestId) {
        this.keyId = Objects.requireNonNull(keyId, "keyId");
        this.keyVersionId = Objects.requireNonNull(keyVersionId, "keyVersionId");
        this.exportedDataKey = exportedDataKey.clone();
        this.requestId = Objects.requireNonNull(requestId, "requestId");
    }

    /** {@return the id of the key that the data key was encrypted with} */
    public String keyId() {
        return keyId;
    }

    /** {@return the id of the key's version} */
    public String keyVersionId() {
        return keyVersionId;
    }

    /** {@return a copy of the data key, encrypted under the public key of the request} */
    public byte[] exportedDataKey() {
        return exportedDataKey.clone();
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    @Override
    public String toString() {
        return "ExportDataKeyResponse[keyId=" + keyId + ", keyVersionId=" + keyVersionId + ", requestId=" + requestId
                + "]";
    }
}
