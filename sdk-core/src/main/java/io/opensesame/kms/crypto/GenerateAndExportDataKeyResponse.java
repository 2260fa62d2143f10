package io.opensesame.kms.crypto;

import java.util.Objects;

/**
 * A data key that KMS made and encrypted twice. Immutable.
 *
 * @see "KMS API reference: GenerateAndExportDataKey"
 */
public final class GenerateAndExportDataKeyResponse {
    private final String keyId;
    private final String keyVersionId;
    private final byte[] ciphertextBlob;
    private final byte[] exportedDataKey;
    private final String requestId;

    /**
     * Creates the answer.
     *
     * @param keyId the id of the key
     * @param keyVersionId the id of the key's version
     * @param ciphertextBlob the data key under the symmetric key; copied
     * @param exportedDataKey the data key under the public key; copied
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public GenerateAndExportDataKeyResponse(
            String keyId, String keyVersionId, byte[] ciphertextBlob, byte[] exportedDataKey, String requestId) {
        this.keyId = Objects.requireNonNull(keyId, "keyId");
        this.keyVersionId = Objects.requireNonNull(keyVersionId, "keyVersionId");
        this.ciphertextBlob = ciphertextBlob.clone();
        this.exportedDataKey = exportedDataKey.clone();
        this.requestId = Objects.requireNonNull(requestId, "requestId");
    }

    /** {@return the id of the key, also if the request named an alias} */
    public String keyId() {
        return keyId;
    }

    /** {@return the id of the key's version that encrypted the data key} */
    public String keyVersionId() {
        return keyVersionId;
    }

    /** {@return a copy of the data key, encrypted by the symmetric key} */
    public byte[] ciphertextBlob() {
        return ciphertextBlob.clone();
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
        return "GenerateAndExportDataKeyResponse[keyId=" + keyId + ", keyVersionId=" + keyVersionId + ", requestId="
                + requestId + "]";
    }
}
