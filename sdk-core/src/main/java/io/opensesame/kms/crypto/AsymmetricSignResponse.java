package io.opensesame.kms.crypto;

import java.util.Objects;

/**
 * A signature that KMS made. Immutable.
 *
 * @see "KMS API reference: AsymmetricSign"
 */
public final class AsymmetricSignResponse {
    private final String keyId;
    private final String keyVersionId;
    private final byte[] value;
    private final String requestId;

    /**
     * Creates the answer.
     *
     * @param keyId the id of the key
     * @param keyVersionId the id of the key's version
     * @param value the signature; copied
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public AsymmetricSignResponse(String keyId, String keyVersionId, byte[] value, String requestId) {
        this.keyId = Objects.requireNonNull(keyId, "keyId");
        this.keyVersionId = Objects.requireNonNull(keyVersionId, "keyVersionId");
        this.value = value.clone();
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

    /**
     * {@return a copy of the signature: of the modulus' length for RSA, a DER sequence of r and s for elliptic curves}
     */
    public byte[] value() {
        return value.clone();
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    @Override
    public String toString() {
        return "AsymmetricSignResponse[keyId=" + keyId + ", keyVersionId=" + keyVersionId + ", requestId=" + requestId
                + "]";
    }
}
