package io.opensesame.kms.certificate;

import io.opensesame.kms.crypto.EncryptionAlgorithm;
import io.opensesame.kms.crypto.Plaintext;
import org.jspecify.annotations.Nullable;

/**
 * Asks KMS to encrypt a little data with the public key of a certificate. It holds the plaintext and never prints it;
 * {@link #wipe()} overwrites it.
 *
 * <p>The plaintext travels in the request's body, not in its URL.
 *
 * @see "KMS API reference: CertificatePublicKeyEncrypt"
 */
public final class CertificatePublicKeyEncryptRequest
        implements CertificateOperationRequest<CertificatePublicKeyEncryptResponse> {
    private final String certificateId;
    private final EncryptionAlgorithm algorithm;
    private final Plaintext plaintext;

    private CertificatePublicKeyEncryptRequest(Builder builder) {
        this.certificateId = Rules.required("certificateId", builder.certificateId);
        this.algorithm = Rules.required("algorithm", builder.algorithm);
        this.plaintext = Rules.required("plaintext", builder.plaintext);
        Rules.fit(algorithm, plaintext);
    }

    /**
     * Returns a request to encrypt data.
     *
     * @param certificateId the id of the certificate
     * @param algorithm one that the key allows
     * @param plaintext the data; copied, so the caller may wipe it
     * @return the request
     * @throws IllegalArgumentException if an argument breaks a rule of the builder
     */
    public static CertificatePublicKeyEncryptRequest of(
            String certificateId, EncryptionAlgorithm algorithm, byte[] plaintext) {
        return builder()
                .certificateId(certificateId)
                .algorithm(algorithm)
                .plaintext(plaintext)
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

    /**
     * Returns the data to encrypt.
     *
     * @return a copy, which the caller may wipe
     * @throws IllegalStateException if this request was wiped
     */
    public byte[] exposePlaintext() {
        return plaintext.exposeBytes();
    }

    /**
     * Overwrites this request's copy of the plaintext; it cannot be sent any more. A call under way has its own: see
     * {@link Plaintext}.
     */
    public void wipe() {
        plaintext.wipe();
    }

    /** Leaves the plaintext out. */
    @Override
    public String toString() {
        return "CertificatePublicKeyEncryptRequest[certificateId=" + certificateId + ", algorithm=" + algorithm
                + ", plaintext=<redacted>]";
    }

    /** Builds a {@link CertificatePublicKeyEncryptRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String certificateId;
        private @Nullable EncryptionAlgorithm algorithm;
        private @Nullable Plaintext plaintext;

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
         * Sets the data to encrypt.
         *
         * @param plaintext 1 byte to 190 for {@code RSAES_OAEP_SHA_256}, 214 for {@code RSAES_OAEP_SHA_1}, 6,047 for
         *     {@code SM2PKE}; copied, so the caller may wipe them
         * @return this builder
         * @throws IllegalArgumentException if there are none
         */
        public Builder plaintext(byte[] plaintext) {
            this.plaintext = Rules.plaintext(plaintext);
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if certificateId, algorithm or plaintext is missing, or the plaintext is too
         *     long for the algorithm
         */
        public CertificatePublicKeyEncryptRequest build() {
            return new CertificatePublicKeyEncryptRequest(this);
        }
    }
}
