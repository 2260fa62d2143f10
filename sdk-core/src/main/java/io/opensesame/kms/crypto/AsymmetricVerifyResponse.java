package io.opensesame.kms.crypto;

import java.util.Objects;

/**
 * What KMS found about a signature. Immutable.
 *
 * @see "KMS API reference: AsymmetricVerify"
 */
public final class AsymmetricVerifyResponse {
    private final String keyId;
    private final String keyVersionId;
    private final boolean valid;
    private final String requestId;

    /**
     * Creates the answer.
     *
     * @param keyId the id of the key
     * @param keyVersionId the id of the key's version
     * @param valid whether the signature is one of that key for that digest
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public AsymmetricVerifyResponse(String keyId, String keyVersionId, boolean valid, String requestId) {
        this.keyId = Objects.requireNonNull(keyId, "keyId");
        this.keyVersionId = Objects.requireNonNull(keyVersionId, "keyVersionId");
        this.valid = valid;
        this.requestId = Objects.requireNonNull(requestId, "requestId");
    }

    /** {@return the id of the key, also if the request named an alias} */
    public String keyId() {
        return keyId;
    }

    /** {@return the id of the key's version} */
    public String keyVersionId() {
        return keyVersionId;
    }

    /** {@return whether the signature is one of that key for that digest} */
    public boolean valid() {
        return valid;
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    @Override
    public String toString() {
        return "AsymmetricVerifyResponse[keyId=" + keyId + ", keyVersionId=" + keyVersionId + ", valid=" + valid
                + ", requestId=" + requestId + "]";
    }
}
