package io.opensesame.kms.certificate;

import java.util.Objects;

/**
 * What KMS found about a signature. Immutable.
 *
 * @see "KMS API reference: CertificatePublicKeyVerify"
 */
public final class CertificatePublicKeyVerifyResponse {
    private final String certificateId;
    private final boolean valid;
    private final String requestId;

    /**
     * Creates the answer.
     *
     * @param certificateId the id of the certificate
     * @param valid whether the signature is one of the certificate's key for that message
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public CertificatePublicKeyVerifyResponse(String certificateId, boolean valid, String requestId) {
        this.certificateId = Objects.requireNonNull(certificateId, "certificateId");
        this.valid = valid;
        this.requestId = Objects.requireNonNull(requestId, "requestId");
    }

    /** {@return the id of the certificate} */
    public String certificateId() {
        return certificateId;
    }

    /** {@return whether the signature is one of the certificate's key for that message} */
    public boolean valid() {
        return valid;
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    @Override
    public String toString() {
        return "CertificatePublicKeyVerifyResponse[certificateId=" + certificateId + ", valid=" + valid + ", requestId="
                + requestId + "]";
    }
}
