package io.opensesame.kms.certificate;

import java.util.Objects;

/**
 * A signature that KMS made. Immutable.
 *
 * @see "KMS API reference: CertificatePrivateKeySign"
 */
public final class CertificatePrivateKeySignResponse {
    private final String certificateId;
    private final byte[] signatureValue;
    private final String requestId;

    /**
     * Creates the answer.
     *
     * @param certificateId the id of the certificate
     * @param signatureValue the signature; copied
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public CertificatePrivateKeySignResponse(String certificateId, byte[] signatureValue, String requestId) {
        this.certificateId = Objects.requireNonNull(certificateId, "certificateId");
        this.signatureValue = signatureValue.clone();
        this.requestId = Objects.requireNonNull(requestId, "requestId");
    }

    /** {@return the id of the certificate} */
    public String certificateId() {
        return certificateId;
    }

    /** {@return a copy of the signature} */
    public byte[] signatureValue() {
        return signatureValue.clone();
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    @Override
    public String toString() {
        return "CertificatePrivateKeySignResponse[certificateId=" + certificateId + ", requestId=" + requestId + "]";
    }
}
