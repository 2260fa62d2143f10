package io.opensesame.kms.crypto;

import java.util.Objects;

/**
 * Data that KMS encrypted anew. Immutable.
 *
 * @see "KMS API reference: ReEncrypt"
 */
public final class ReEncryptResponse {
    private final String keyId;
    private final String keyVersionId;
    private final byte[] ciphertextBlob;
    private final String requestId;

    /**
     * Creates the answer.
     *
     * @param keyId the id of the key that the data was encrypted with before
     * @param keyVersionId the id of that key's version
     * @param ciphertextBlob the new ciphertext; copied
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public ReEncryptResponse(String keyId, String keyVersionId, byte[] ciphertextBlob, String requestId) {
        this.keyId = Objects.requireNonNull(keyId, "keyId");
        this.keyVersionId = Objects.requireNonNull(keyVersionId, "keyVersionId");
        this.ciphertextBlob = ciphertextBlob.clone();
        this.requestId = Objects.requireNonNull(requestId, "requestId");
    }

    /** {@return the id of the key that the data was encrypted with before} */
    public String keyId() {
        return keyId;
    }

    /** {@return the id of that key's version} */
    public String keyVersionId() {
        return keyVersionId;
    }

    /** {@return a copy of the new ciphertext} */
    public byte[] ciphertextBlob() {
        return ciphertextBlob.clone();
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    @Override
    public String toString() {
        return "ReEncryptResponse[keyId=" + keyId + ", keyVersionId=" + keyVersionId + ", requestId=" + requestId + "]";
    }
}
