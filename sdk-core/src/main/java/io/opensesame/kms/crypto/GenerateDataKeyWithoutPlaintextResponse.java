package io.opensesame.kms.crypto;

import java.util.Objects;

/**
 * An encrypted data key that KMS made. Immutable.
 *
 * @see "KMS API reference: GenerateDataKeyWithoutPlaintext"
 */
public final class GenerateDataKeyWithoutPlaintextResponse {
    private final String keyId;
    private final String keyVersionId;
    private final byte[] ciphertextBlob;
    private final String requestId;

    /**
     * Creates the answer.
     *
     * @param keyId the id of the key
     * @param keyVersionId the id of the key's version
     * @param ciphertextBlob the encrypted data key; copied
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public GenerateDataKeyWithoutPlaintextResponse(
            String keyId, String keyVersionId, byte[] ciphertextBlob, String requestId) {
        this.keyId = Objects.requireNonNull(keyId, "keyId");
        this.keyVersionId = Objects.requireNonNull(keyVersionId, "keyVersionId");
        this.ciphertextBlob = ciphertextBlob.clone();
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

    /** {@return a copy of the encrypted data key} */
    public byte[] ciphertextBlob() {
        return ciphertextBlob.clone();
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    @Override
    public String toString() {
        return "GenerateDataKeyWithoutPlaintextResponse[keyId=" + keyId + ", keyVersionId=" + keyVersionId
                + ", requestId=" + requestId + "]";
    }
}
