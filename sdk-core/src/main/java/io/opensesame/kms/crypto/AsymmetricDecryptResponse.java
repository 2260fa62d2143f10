package io.opensesame.kms.crypto;

import java.util.Objects;

/**
 * Data that KMS decrypted with a private key. It never prints the data; {@link #wipe()} overwrites it.
 *
 * @see "KMS API reference: AsymmetricDecrypt"
 */
public final class AsymmetricDecryptResponse {
    private final String keyId;
    private final String keyVersionId;
    private final Plaintext plaintext;
    private final String requestId;

    /**
     * Creates the answer.
     *
     * @param keyId the id of the key
     * @param keyVersionId the id of the key's version
     * @param plaintext the data
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public AsymmetricDecryptResponse(String keyId, String keyVersionId, Plaintext plaintext, String requestId) {
        this.keyId = Objects.requireNonNull(keyId, "keyId");
        this.keyVersionId = Objects.requireNonNull(keyVersionId, "keyVersionId");
        this.plaintext = Objects.requireNonNull(plaintext, "plaintext");
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
     * Returns the data.
     *
     * @return a copy, which the caller may wipe
     * @throws IllegalStateException if this answer was wiped
     */
    public byte[] exposePlaintext() {
        return plaintext.exposeBytes();
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    /**
     * Overwrites this answer's copy of the plaintext, which is not to be had any more. Copies that were handed out are
     * the caller's to wipe.
     */
    public void wipe() {
        plaintext.wipe();
    }

    /** Leaves the plaintext out. */
    @Override
    public String toString() {
        return "AsymmetricDecryptResponse[keyId=" + keyId + ", keyVersionId=" + keyVersionId
                + ", plaintext=<redacted>, requestId=" + requestId + "]";
    }
}
