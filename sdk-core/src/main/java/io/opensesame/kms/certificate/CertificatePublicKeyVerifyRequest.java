package io.opensesame.kms.certificate;

import io.opensesame.kms.crypto.SigningAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * Asks KMS whether a signature is one of the private key of a certificate. Immutable; it never prints the message,
 * which travels in the body.
 *
 * @see "KMS API reference: CertificatePublicKeyVerify"
 */
public final class CertificatePublicKeyVerifyRequest
        implements CertificateOperationRequest<CertificatePublicKeyVerifyResponse> {
    private final String certificateId;
    private final SigningAlgorithm algorithm;
    private final MessageType messageType;
    private final byte[] message;
    private final byte[] signatureValue;

    private CertificatePublicKeyVerifyRequest(Builder builder) {
        this.certificateId = Rules.required("certificateId", builder.certificateId);
        this.algorithm = Rules.required("algorithm", builder.algorithm);
        this.message = Rules.required("rawMessage or digest", builder.message);
        this.messageType = Rules.required("rawMessage or digest", builder.messageType);
        this.signatureValue = Rules.required("signatureValue", builder.signatureValue);
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
    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    /** {@return whether the message is one, or the digest of one} */
    public MessageType messageType() {
        return messageType;
    }

    /** {@return a copy of the message, or of its digest} */
    public byte[] message() {
        return message.clone();
    }

    /** {@return a copy of the signature} */
    public byte[] signatureValue() {
        return signatureValue.clone();
    }

    @Override
    public String toString() {
        return "CertificatePublicKeyVerifyRequest[certificateId=" + certificateId + ", algorithm=" + algorithm
                + ", messageType=" + messageType + "]";
    }

    /** Builds a {@link CertificatePublicKeyVerifyRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String certificateId;
        private @Nullable SigningAlgorithm algorithm;
        private @Nullable MessageType messageType;
        private byte @Nullable [] message;
        private byte @Nullable [] signatureValue;

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
        public Builder algorithm(SigningAlgorithm algorithm) {
            this.algorithm = algorithm;
            return this;
        }

        /**
         * Sets the signature.
         *
         * @param signatureValue the signature; copied
         * @return this builder
         * @throws IllegalArgumentException if there are no bytes
         */
        public Builder signatureValue(byte[] signatureValue) {
            this.signatureValue = Rules.notEmpty("signatureValue", signatureValue);
            return this;
        }

        /**
         * Sets the message; KMS computes its digest. It takes the place of a digest that was set.
         *
         * @param message 1 to 4,096 bytes; copied
         * @return this builder
         * @throws IllegalArgumentException if there are none, or too many
         */
        public Builder rawMessage(byte[] message) {
            this.message = Rules.rawMessage(message);
            this.messageType = MessageType.RAW;
            return this;
        }

        /**
         * Sets the digest of a message, which may then be of any length. It takes the place of a message that was set.
         *
         * @param digest 32 bytes: SHA-256 or, for SM2, SM3 over Z and the message; copied
         * @return this builder
         * @throws IllegalArgumentException if it has another length
         */
        public Builder digest(byte[] digest) {
            this.message = Rules.digest(digest);
            this.messageType = MessageType.DIGEST;
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if certificateId, algorithm or signatureValue is missing, or both rawMessage
         *     and digest are
         */
        public CertificatePublicKeyVerifyRequest build() {
            return new CertificatePublicKeyVerifyRequest(this);
        }
    }
}
