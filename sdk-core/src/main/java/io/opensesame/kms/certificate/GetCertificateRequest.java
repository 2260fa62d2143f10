package io.opensesame.kms.certificate;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a certificate, its chain and its signing request. Immutable.
 *
 * @see "KMS API reference: GetCertificate"
 */
public final class GetCertificateRequest implements CertificateOperationRequest<GetCertificateResponse> {
    private final String certificateId;

    private GetCertificateRequest(Builder builder) {
        this.certificateId = Rules.required("certificateId", builder.certificateId);
    }

    /**
     * Returns a request for a certificate.
     *
     * @param certificateId the id of the certificate
     * @return the request
     * @throws IllegalArgumentException if the id is empty, or has blanks or control characters
     */
    public static GetCertificateRequest of(String certificateId) {
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
        return "GetCertificateRequest[certificateId=" + certificateId + "]";
    }

    /** Builds a {@link GetCertificateRequest}. Not thread-safe. */
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
        public GetCertificateRequest build() {
            return new GetCertificateRequest(this);
        }
    }
}
