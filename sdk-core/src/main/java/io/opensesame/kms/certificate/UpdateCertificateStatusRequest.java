package io.opensesame.kms.certificate;

import org.jspecify.annotations.Nullable;

/**
 * Asks to put a certificate in or out of use. Immutable.
 *
 * @see "KMS API reference: UpdateCertificateStatus"
 */
public final class UpdateCertificateStatusRequest
        implements CertificateOperationRequest<UpdateCertificateStatusResponse> {
    private final String certificateId;
    private final CertificateStatus status;

    private UpdateCertificateStatusRequest(Builder builder) {
        this.certificateId = Rules.required("certificateId", builder.certificateId);
        this.status = Rules.required("status", builder.status);
    }

    /**
     * Returns a request to set the status.
     *
     * @param certificateId the id of the certificate
     * @param status the status to come
     * @return the request
     * @throws IllegalArgumentException if an argument breaks a rule of the builder
     */
    public static UpdateCertificateStatusRequest of(String certificateId, CertificateStatus status) {
        return builder().certificateId(certificateId).status(status).build();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the id of the certificate} */
    public String certificateId() {
        return certificateId;
    }

    /** {@return the status to come} */
    public CertificateStatus status() {
        return status;
    }

    @Override
    public String toString() {
        return "UpdateCertificateStatusRequest[certificateId=" + certificateId + ", status=" + status + "]";
    }

    /** Builds an {@link UpdateCertificateStatusRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String certificateId;
        private @Nullable CertificateStatus status;

        private Builder() {}

        /**
         * Names the certificate.
         *
         * @param certificateId its id, not its ARN
         * @return this builder
         * @throws IllegalArgumentException if it is empty, or has blanks or control characters
         */
        public Builder certificateId(String certificateId) {
            this.certificateId = Rules.word("certificateId", certificateId);
            return this;
        }

        /**
         * Sets the status to come.
         *
         * @param status {@link CertificateStatus#ACTIVE}, {@link CertificateStatus#INACTIVE} or, for good,
         *     {@link CertificateStatus#REVOKED}
         * @return this builder
         * @throws IllegalArgumentException if it is {@link CertificateStatus#PENDING}, which only KMS sets
         */
        public Builder status(CertificateStatus status) {
            this.status = Rules.settable(status);
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if certificateId or status is missing
         */
        public UpdateCertificateStatusRequest build() {
            return new UpdateCertificateStatusRequest(this);
        }
    }
}
