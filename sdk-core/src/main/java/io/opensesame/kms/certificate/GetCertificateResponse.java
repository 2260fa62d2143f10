package io.opensesame.kms.certificate;

import java.util.Objects;
import java.util.Optional;

/**
 * A certificate with its chain and its signing request. Immutable.
 *
 * @see "KMS API reference: GetCertificate"
 */
public final class GetCertificateResponse {
    private final String certificateId;
    private final Optional<String> certificate;
    private final Optional<String> certificateChain;
    private final Optional<String> csr;
    private final String requestId;

    /**
     * Creates the answer.
     *
     * @param certificateId the id of the certificate
     * @param certificate the certificate as PEM text, if it is there
     * @param certificateChain the certificates of the authorities, if they are there
     * @param csr the certificate signing request, if it is there
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public GetCertificateResponse(
            String certificateId,
            Optional<String> certificate,
            Optional<String> certificateChain,
            Optional<String> csr,
            String requestId) {
        this.certificateId = Objects.requireNonNull(certificateId, "certificateId");
        this.certificate = Objects.requireNonNull(certificate, "certificate");
        this.certificateChain = Objects.requireNonNull(certificateChain, "certificateChain");
        this.csr = Objects.requireNonNull(csr, "csr");
        this.requestId = Objects.requireNonNull(requestId, "requestId");
    }

    /** {@return the id of the certificate} */
    public String certificateId() {
        return certificateId;
    }

    /** {@return the certificate as PEM text; empty until it is uploaded} */
    public Optional<String> certificate() {
        return certificate;
    }

    /** {@return the certificates of the authorities as PEM text, if they were uploaded} */
    public Optional<String> certificateChain() {
        return certificateChain;
    }

    /** {@return the certificate signing request as PEM text} */
    public Optional<String> csr() {
        return csr;
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    @Override
    public String toString() {
        return "GetCertificateResponse[certificateId=" + certificateId + ", requestId=" + requestId + "]";
    }
}
