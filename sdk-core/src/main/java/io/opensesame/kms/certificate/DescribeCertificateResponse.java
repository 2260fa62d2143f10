package io.opensesame.kms.certificate;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate is. Immutable.
 *
 * <p>What the authority decides, such as issuer, serial number and validity, is empty until the certificate is
 * uploaded.
 *
 * @see "KMS API reference: DescribeCertificate"
 */
public final class DescribeCertificateResponse {
    private final String certificateId;
    private final String arn;
    private final CertificateStatus status;
    private final CertificateKeySpec keySpec;
    private final @Nullable String signatureAlgorithm;
    private final @Nullable String subject;
    private final @Nullable String issuer;
    private final @Nullable String serial;
    private final @Nullable String subjectKeyIdentifier;
    private final @Nullable String subjectPublicKey;
    private final List<String> subjectAlternativeNames;
    private final @Nullable Instant notBefore;
    private final @Nullable Instant notAfter;
    private final @Nullable Instant createdAt;
    private final @Nullable Instant updatedAt;
    private final boolean exportablePrivateKey;
    private final Map<String, String> tags;
    private final String requestId;

    private DescribeCertificateResponse(Builder builder) {
        this.certificateId = Rules.required("certificateId", builder.certificateId);
        this.arn = Rules.required("arn", builder.arn);
        this.status = Rules.required("status", builder.status);
        this.keySpec = Rules.required("keySpec", builder.keySpec);
        this.signatureAlgorithm = builder.signatureAlgorithm;
        this.subject = builder.subject;
        this.issuer = builder.issuer;
        this.serial = builder.serial;
        this.subjectKeyIdentifier = builder.subjectKeyIdentifier;
        this.subjectPublicKey = builder.subjectPublicKey;
        this.subjectAlternativeNames = builder.subjectAlternativeNames;
        this.notBefore = builder.notBefore;
        this.notAfter = builder.notAfter;
        this.createdAt = builder.createdAt;
        this.updatedAt = builder.updatedAt;
        this.exportablePrivateKey = builder.exportablePrivateKey;
        this.tags = builder.tags;
        this.requestId = builder.requestId;
    }

    /** {@return a builder; its use is for those who answer in the place of KMS, such as tests} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the id of the certificate} */
    public String certificateId() {
        return certificateId;
    }

    /** {@return the ARN of the certificate} */
    public String arn() {
        return arn;
    }

    /** {@return what it may be used for} */
    public CertificateStatus status() {
        return status;
    }

    /** {@return the kind of key} */
    public CertificateKeySpec keySpec() {
        return keySpec;
    }

    /** {@return how it is signed, in KMS's own words, such as {@code RSA2048-SHA256}} */
    public Optional<String> signatureAlgorithm() {
        return Optional.ofNullable(signatureAlgorithm);
    }

    /** {@return the distinguished name of who is certified} */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /** {@return the distinguished name of the authority} */
    public Optional<String> issuer() {
        return Optional.ofNullable(issuer);
    }

    /** {@return the serial number that the authority gave} */
    public Optional<String> serial() {
        return Optional.ofNullable(serial);
    }

    /** {@return the identifier of the public key} */
    public Optional<String> subjectKeyIdentifier() {
        return Optional.ofNullable(subjectKeyIdentifier);
    }

    /** {@return the public key as PEM text} */
    public Optional<String> subjectPublicKey() {
        return Optional.ofNullable(subjectPublicKey);
    }

    /** {@return further names of who is certified; unmodifiable} */
    public List<String> subjectAlternativeNames() {
        return subjectAlternativeNames;
    }

    /** {@return when it becomes valid} */
    public Optional<Instant> notBefore() {
        return Optional.ofNullable(notBefore);
    }

    /** {@return when it is no more valid} */
    public Optional<Instant> notAfter() {
        return Optional.ofNullable(notAfter);
    }

    /** {@return when it was created} */
    public Optional<Instant> createdAt() {
        return Optional.ofNullable(createdAt);
    }

    /** {@return when it was last changed} */
    public Optional<Instant> updatedAt() {
        return Optional.ofNullable(updatedAt);
    }

    /** {@return whether the private key may be exported} */
    public boolean exportablePrivateKey() {
        return exportablePrivateKey;
    }

    /** {@return the tags, values by keys; unmodifiable} */
    public Map<String, String> tags() {
        return tags;
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    @Override
    public String toString() {
        return "DescribeCertificateResponse[certificateId=" + certificateId + ", status=" + status + ", keySpec="
                + keySpec + ", subject=" + subject + ", notAfter=" + notAfter + ", tags=" + tags + ", requestId="
                + requestId + "]";
    }

    /** Builds a {@link DescribeCertificateResponse}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String certificateId;
        private @Nullable String arn;
        private @Nullable CertificateStatus status;
        private @Nullable CertificateKeySpec keySpec;
        private @Nullable String signatureAlgorithm;
        private @Nullable String subject;
        private @Nullable String issuer;
        private @Nullable String serial;
        private @Nullable String subjectKeyIdentifier;
        private @Nullable String subjectPublicKey;
        private List<String> subjectAlternativeNames = List.of();
        private @Nullable Instant notBefore;
        private @Nullable Instant notAfter;
        private @Nullable Instant createdAt;
        private @Nullable Instant updatedAt;
        private boolean exportablePrivateKey;
        private Map<String, String> tags = Map.of();
        private String requestId = "";

        private Builder() {}

        /**
         * Sets the id of the certificate.
         *
         * @param certificateId the text
         * @return this builder
         */
        public Builder certificateId(String certificateId) {
            this.certificateId = certificateId;
            return this;
        }

        /**
         * Sets the ARN of the certificate.
         *
         * @param arn the text
         * @return this builder
         */
        public Builder arn(String arn) {
            this.arn = arn;
            return this;
        }

        /**
         * Sets what it may be used for.
         *
         * @param status the value
         * @return this builder
         */
        public Builder status(CertificateStatus status) {
            this.status = status;
            return this;
        }

        /**
         * Sets the kind of key.
         *
         * @param keySpec the value
         * @return this builder
         */
        public Builder keySpec(CertificateKeySpec keySpec) {
            this.keySpec = keySpec;
            return this;
        }

        /**
         * Sets how it is signed, in KMS's own words, such as {@code RSA2048-SHA256}.
         *
         * @param signatureAlgorithm the text
         * @return this builder
         */
        public Builder signatureAlgorithm(String signatureAlgorithm) {
            this.signatureAlgorithm = signatureAlgorithm;
            return this;
        }

        /**
         * Sets the distinguished name of who is certified.
         *
         * @param subject the text
         * @return this builder
         */
        public Builder subject(String subject) {
            this.subject = subject;
            return this;
        }

        /**
         * Sets the distinguished name of the authority.
         *
         * @param issuer the text
         * @return this builder
         */
        public Builder issuer(String issuer) {
            this.issuer = issuer;
            return this;
        }

        /**
         * Sets the serial number that the authority gave.
         *
         * @param serial the text
         * @return this builder
         */
        public Builder serial(String serial) {
            this.serial = serial;
            return this;
        }

        /**
         * Sets the identifier of the public key.
         *
         * @param subjectKeyIdentifier the text
         * @return this builder
         */
        public Builder subjectKeyIdentifier(String subjectKeyIdentifier) {
            this.subjectKeyIdentifier = subjectKeyIdentifier;
            return this;
        }

        /**
         * Sets the public key as PEM text.
         *
         * @param subjectPublicKey the text
         * @return this builder
         */
        public Builder subjectPublicKey(String subjectPublicKey) {
            this.subjectPublicKey = subjectPublicKey;
            return this;
        }

        /**
         * Sets further names of who is certified.
         *
         * @param subjectAlternativeNames the names; copied
         * @return this builder
         */
        public Builder subjectAlternativeNames(List<String> subjectAlternativeNames) {
            this.subjectAlternativeNames = List.copyOf(subjectAlternativeNames);
            return this;
        }

        /**
         * Sets when it becomes valid.
         *
         * @param notBefore the time
         * @return this builder
         */
        public Builder notBefore(Instant notBefore) {
            this.notBefore = notBefore;
            return this;
        }

        /**
         * Sets when it is no more valid.
         *
         * @param notAfter the time
         * @return this builder
         */
        public Builder notAfter(Instant notAfter) {
            this.notAfter = notAfter;
            return this;
        }

        /**
         * Sets when it was created.
         *
         * @param createdAt the time
         * @return this builder
         */
        public Builder createdAt(Instant createdAt) {
            this.createdAt = createdAt;
            return this;
        }

        /**
         * Sets when it was last changed.
         *
         * @param updatedAt the time
         * @return this builder
         */
        public Builder updatedAt(Instant updatedAt) {
            this.updatedAt = updatedAt;
            return this;
        }

        /**
         * Says whether the private key may be exported.
         *
         * @param exportablePrivateKey whether it may
         * @return this builder
         */
        public Builder exportablePrivateKey(boolean exportablePrivateKey) {
            this.exportablePrivateKey = exportablePrivateKey;
            return this;
        }

        /**
         * Sets the tags, values by keys.
         *
         * @param tags the tags; copied
         * @return this builder
         */
        public Builder tags(Map<String, String> tags) {
            this.tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
            return this;
        }

        /**
         * Sets the id of the call.
         *
         * @param requestId the id
         * @return this builder
         */
        public Builder requestId(String requestId) {
            this.requestId = requestId;
            return this;
        }

        /**
         * Builds the response.
         *
         * @return the response
         * @throws IllegalArgumentException if certificateId, arn, status or keySpec is missing
         */
        public DescribeCertificateResponse build() {
            return new DescribeCertificateResponse(this);
        }
    }
}
