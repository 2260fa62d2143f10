package io.opensesame.kms.certificate;

import org.jspecify.annotations.Nullable;

/**
 * Asks what a certificate is. Immutable.
 *
 * @see "KMS API reference: DescribeCertificate"
 */
public final class DescribeCertificateRequest implements CertificateOperationRequest<DescribeCertificateResponse> {
    private final String certificateId;

    private DescribeCertificateRequest(Builder builder) {
        this.certificateId = Rules.required("certificateId", builder.certificateId);
    }

    /**
     * Returns a request for a description.
     *
     * @param certificateId the id of the certificate
     * @return the request
     * @throws IllegalArgumentException if the id is empty, or has blanks or control characters
     */
    public static DescribeCertificateRequest of(String certificateId) {
        return builder().certificateId(certificateId).build();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the id of the certificate} */
    public String certificateId() {
        return certificateId;
    }

    @Override
    public String toString() {
        return "DescribeCertificateRequest[certificateId=" + certificateId + "]";
    }

    /** Builds a {@link DescribeCertificateRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String certificateId;

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
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if certificateId is missing
         */
        public DescribeCertificateRequest build() {
            return new DescribeCertificateRequest(this);
        }
    }
}
