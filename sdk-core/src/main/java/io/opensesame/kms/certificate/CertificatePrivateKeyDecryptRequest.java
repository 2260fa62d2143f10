package io.opensesame.kms.certificate;

import io.opensesame.kms.crypto.EncryptionAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * Asks KMS to decrypt with the private key of a certificate. Immutable.
 *
 * @see "KMS API reference: CertificatePrivateKeyDecrypt"
 */
public final class CertificatePrivateKeyDecryptRequest
        implements CertificateOperationRequest<CertificatePrivateKeyDecryptResponse> {
    private final String certificateId;
    private final EncryptionAlgorithm algorithm;
    private final byte[] ciphertextBlob;

    private CertificatePrivateKeyDecryptRequest(Builder builder) {
        this.certificateId = Rules.required("certificateId", builder.certificateId);
        this.algorithm = Rules.required("algorithm", builder.algorithm);
        this.ciphertextBlob = Rules.required("ciphertextBlob", builder.ciphertextBlob);
    }

    /**
     * Returns a request to decrypt a ciphertext.
     *
     * @param certificateId the id of the certificate
     * @param algorithm the algorithm that encrypted it
     * @param ciphertextBlob the ciphertext; copied
     * @return the request
     * @throws IllegalArgumentException if an argument breaks a rule of the builder
     */
    public static CertificatePrivateKeyDecryptRequest of(
            String certificateId, EncryptionAlgorithm algorithm, byte[] ciphertextBlob) {
        return builder()
                .certificateId(certificateId)
                .algorithm(algorithm)
                .ciphertextBlob(ciphertextBlob)
                .build();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the id of the certificate} */
    public String certificateId() {
        return certificateId;
    }

    /** {@return the algorithm} */
    public EncryptionAlgorithm algorithm() {
        return algorithm;
    }

    /** {@return a copy of the ciphertext} */
    public byte[] ciphertextBlob() {
        return ciphertextBlob.clone();
    }

    @Override
    public String toString() {
        return "CertificatePrivateKeyDecryptRequest[certificateId=" + certificateId + ", algorithm=" + algorithm + "]";
    }

    /** Builds a {@link CertificatePrivateKeyDecryptRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String certificateId;
        private @Nullable EncryptionAlgorithm algorithm;
        private byte @Nullable [] ciphertextBlob;

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
         * Sets the algorithm.
         *
         * @param algorithm one that the key allows
         * @return this builder
         */
        public Builder algorithm(EncryptionAlgorithm algorithm) {
            this.algorithm = algorithm;
            return this;
        }

        /**
         * Sets the ciphertext.
         *
         * @param ciphertextBlob the bytes that KMS answered, Base64 undone; copied
         * @return this builder
         * @throws IllegalArgumentException if there are none
         */
        public Builder ciphertextBlob(byte[] ciphertextBlob) {
            this.ciphertextBlob = Rules.notEmpty("ciphertextBlob", ciphertextBlob);
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if certificateId, algorithm or ciphertextBlob is missing
         */
        public CertificatePrivateKeyDecryptRequest build() {
            return new CertificatePrivateKeyDecryptRequest(this);
        }
    }
}
