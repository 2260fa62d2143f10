package io.opensesame.kms.certificate;

import java.util.Objects;

/**
 * A key pair was made, and a certificate signing request. Immutable.
 *
 * @see "KMS API reference: CreateCertificate"
 */
public final class CreateCertificateResponse {
    private final String certificateId;
    private final String arn;
    private final String csr;
    private final String requestId;

    /**
     * Creates the answer.
     *
     * @param certificateId the id of the certificate
     * @param arn the ARN of the certificate
     * @param csr the certificate signing request as PEM text
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public CreateCertificateResponse(String certificateId, String arn, String csr, String requestId) {
        this.certificateId = Objects.requireNonNull(certificateId, "certificateId");
        this.arn = Objects.requireNonNull(arn, "arn");
        this.csr = Objects.requireNonNull(csr, "csr");
        this.requestId = Objects.requireNonNull(requestId, "requestId");
    }

    /** {@return the id of the certificate} */
    public String certificateId() {
        return certificateId;
    }

    /** {@return the ARN of the certificate} */
    public String arn() {
        return arn;
    }

    /** {@return the certificate signing request (PKCS #10) as PEM text} */
    public String csr() {
        return csr;
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    @Override
    public String toString() {
        return "CreateCertificateResponse[certificateId=" + certificateId + ", arn=" + arn + ", requestId=" + requestId
                + "]";
    }
}
