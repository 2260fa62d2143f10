package io.opensesame.kms.certificate;

import io.opensesame.kms.crypto.Plaintext;
import java.util.Objects;

/**
 * Data that KMS decrypted with the private key of a certificate. It never prints the data; {@link #wipe()} overwrites
 * it.
 *
 * @see "KMS API reference: CertificatePrivateKeyDecrypt"
 */
public final class CertificatePrivateKeyDecryptResponse {
    private final String certificateId;
    private final Plaintext plaintext;
    private final String requestId;

    /**
     * Creates the answer.
     *
     * @param certificateId the id of the certificate
     * @param plaintext the data
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public CertificatePrivateKeyDecryptResponse(String certificateId, Plaintext plaintext, String requestId) {
        this.certificateId = Objects.requireNonNull(certificateId, "certificateId");
        this.plaintext = Objects.requireNonNull(plaintext, "plaintext");
        this.requestId = Objects.requireNonNull(requestId, "requestId");
    }

    /** {@return the id of the certificate} */
    public String certificateId() {
        return certificateId;
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
        return "CertificatePrivateKeyDecryptResponse[certificateId=" + certificateId
                + ", plaintext=<redacted>, requestId=" + requestId + "]";
    }
}
