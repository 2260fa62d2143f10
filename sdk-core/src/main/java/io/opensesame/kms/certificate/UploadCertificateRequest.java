package io.opensesame.kms.certificate;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings the certificate that an authority issued for the signing request of KMS. Immutable.
 *
 * @see "KMS API reference: UploadCertificate"
 */
public final class UploadCertificateRequest implements CertificateOperationRequest<UploadCertificateResponse> {
    private final String certificateId;
    private final String certificate;
    private final @Nullable String certificateChain;

    private UploadCertificateRequest(Builder builder) {
        this.certificateId = Rules.required("certificateId", builder.certificateId);
        this.certificate = Rules.required("certificate", builder.certificate);
        this.certificateChain = builder.certificateChain;
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the id of the certificate} */
    public String certificateId() {
        return certificateId;
    }

    /** {@return the certificate as PEM text} */
    public String certificate() {
        return certificate;
    }

    /** {@return the certificates of the authorities as PEM text} */
    public Optional<String> certificateChain() {
        return Optional.ofNullable(certificateChain);
    }

    @Override
    public String toString() {
        return "UploadCertificateRequest[certificateId=" + certificateId + "]";
    }

    /** Builds an {@link UploadCertificateRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String certificateId;
        private @Nullable String certificate;
        private @Nullable String certificateChain;

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
         * Sets the certificate.
         *
         * @param certificate one PEM block of type {@code CERTIFICATE}
         * @return this builder
         * @throws IllegalArgumentException if there is no such block, or a private key, which KMS has already
         */
        public Builder certificate(String certificate) {
            this.certificate = Rules.certificates("certificate", certificate);
            return this;
        }

        /**
         * Sets the certificates of the authorities.
         *
         * @param certificateChain PEM blocks of type {@code CERTIFICATE}, from the one that issued the certificate to
         *     the root
         * @return this builder
         * @throws IllegalArgumentException if there is no such block, or a private key
         */
        public Builder certificateChain(String certificateChain) {
            this.certificateChain = Rules.certificates("certificateChain", certificateChain);
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if certificateId or certificate is missing
         */
        public UploadCertificateRequest build() {
            return new UploadCertificateRequest(this);
        }
    }
}
