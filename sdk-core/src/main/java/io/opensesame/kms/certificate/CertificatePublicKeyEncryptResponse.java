package io.opensesame.kms.certificate;

import java.util.Objects;

/**
 * Data that KMS encrypted with the public key of a certificate. Immutable.
 *
 * @see "KMS API reference: CertificatePublicKeyEncrypt"
 */
public final class CertificatePublicKeyEncryptResponse {
    private final String certificateId;
    private final byte[] ciphertextBlob;
    private final String requestId;

    /**
     * Creates the answer.
     *
     * @param certificateId the id of the certificate
     * @param ciphertextBlob the ciphertext; copied
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public CertificatePublicKeyEncryptResponse(String certificateId, byte[] ciphertextBlob, String requestId) {
        this.certificateId = Objects.requireNonNull(certificateId, "certificateId");
        this.ciphertextBlob = ciphertextBlob.clone();
        this.requestId = Objects.requireNonNull(requestId, "requestId");
    }

    /** {@return the id of the certificate} */
    public String certificateId() {
        return certificateId;
    }

    /** {@return a copy of the ciphertext, which does not name the certificate} */
    public byte[] ciphertextBlob() {
        return ciphertextBlob.clone();
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    @Override
    public String toString() {
        return "CertificatePublicKeyEncryptResponse[certificateId=" + certificateId + ", requestId=" + requestId + "]";
    }
}
