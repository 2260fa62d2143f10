package io.opensesame.kms.certificate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks KMS to make a key pair and a certificate signing request for it. Immutable.
 *
 * <p>The private key stays at KMS. Have a certificate authority sign the request, and {@link UploadCertificateRequest
 * upload} what it issues: until then the certificate is {@link CertificateStatus#PENDING}. KMS cannot list
 * certificates, so keep the id.
 *
 * @see "KMS API reference: CreateCertificate"
 */
public final class CreateCertificateRequest implements CertificateOperationRequest<CreateCertificateResponse> {
    private final CertificateKeySpec keySpec;
    private final String subject;
    private final List<String> subjectAlternativeNames;
    private final boolean exportablePrivateKey;

    private CreateCertificateRequest(Builder builder) {
        this.keySpec = Rules.required("keySpec", builder.keySpec);
        this.subject = Rules.required("subject", builder.subject);
        this.subjectAlternativeNames = builder.subjectAlternativeNames;
        this.exportablePrivateKey = builder.exportablePrivateKey;
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the kind of key} */
    public CertificateKeySpec keySpec() {
        return keySpec;
    }

    /** {@return the distinguished name of who is certified} */
    public String subject() {
        return subject;
    }

    /** {@return further names of who is certified; unmodifiable} */
    public List<String> subjectAlternativeNames() {
        return subjectAlternativeNames;
    }

    /** {@return whether the private key may be exported} */
    public boolean exportablePrivateKey() {
        return exportablePrivateKey;
    }

    @Override
    public String toString() {
        return "CreateCertificateRequest[keySpec=" + keySpec + ", subject=" + subject + ", subjectAlternativeNames="
                + subjectAlternativeNames + ", exportablePrivateKey=" + exportablePrivateKey + "]";
    }

    /** Builds a {@link CreateCertificateRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable CertificateKeySpec keySpec;
        private @Nullable String subject;
        private List<String> subjectAlternativeNames = List.of();
        private boolean exportablePrivateKey = true;

        private Builder() {}

        /**
         * Sets the kind of key.
         *
         * @param keySpec the kind
         * @return this builder
         */
        public Builder keySpec(CertificateKeySpec keySpec) {
            this.keySpec = keySpec;
            return this;
        }

        /**
         * Sets who is certified.
         *
         * @param subject a distinguished name as of RFC 2253, such as
         *     {@code CN=orders.example.com,OU=IT,O=Example,C=CN}; CN, OU, O and C are needed
         * @return this builder
         * @throws IllegalArgumentException if it is no such name, or lacks one of the four
         */
        public Builder subject(String subject) {
            this.subject = SubjectRule.check(subject);
            return this;
        }

        /**
         * Sets further names of who is certified.
         *
         * @param subjectAlternativeNames up to 10 domain names; copied
         * @return this builder
         * @throws IllegalArgumentException if there are more, or one is empty or has blanks
         */
        public Builder subjectAlternativeNames(List<String> subjectAlternativeNames) {
            this.subjectAlternativeNames = Rules.domainNames(subjectAlternativeNames);
            return this;
        }

        /**
         * Allows the private key to be exported; true by default, as it is at KMS.
         *
         * @param exportablePrivateKey whether to
         * @return this builder
         */
        public Builder exportablePrivateKey(boolean exportablePrivateKey) {
            this.exportablePrivateKey = exportablePrivateKey;
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if keySpec or subject is missing
         */
        public CreateCertificateRequest build() {
            return new CreateCertificateRequest(this);
        }
    }
}
