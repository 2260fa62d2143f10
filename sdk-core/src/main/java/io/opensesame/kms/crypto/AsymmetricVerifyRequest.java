package io.opensesame.kms.crypto;

import io.opensesame.kms.KeyId;
import org.jspecify.annotations.Nullable;

/**
 * Asks KMS whether a signature is one of an asymmetric key for the digest of a message. Immutable.
 *
 * <p>The same is found out without KMS by {@link KeySigner#verifyLocally(byte[], byte[])}.
 *
 * @see "KMS API reference: AsymmetricVerify"
 */
public final class AsymmetricVerifyRequest implements CryptographicRequest<AsymmetricVerifyResponse> {
    private final String keyId;
    private final String keyVersionId;
    private final SigningAlgorithm algorithm;
    private final byte[] digest;
    private final byte[] value;
    private final boolean dryRun;

    private AsymmetricVerifyRequest(Builder builder) {
        this.keyId = Rules.required("keyId", builder.keyId);
        this.keyVersionId = Rules.required("keyVersionId", builder.keyVersionId);
        this.algorithm = Rules.required("algorithm", builder.algorithm);
        this.digest = Rules.required("digest", builder.digest);
        this.value = Rules.required("value", builder.value);
        this.dryRun = builder.dryRun;
    }

    /**
     * Returns a request to verify the signature of a digest.
     *
     * @param keyId the id, alias or ARN of the key
     * @param keyVersionId the id of its version
     * @param algorithm one that the key allows
     * @param digest the digest of the message, 32 bytes; copied
     * @param value the signature; copied
     * @return the request
     * @throws IllegalArgumentException if an argument breaks a rule of the builder
     */
    public static AsymmetricVerifyRequest of(
            String keyId, String keyVersionId, SigningAlgorithm algorithm, byte[] digest, byte[] value) {
        return builder()
                .keyId(keyId)
                .keyVersionId(keyVersionId)
                .algorithm(algorithm)
                .digest(digest)
                .value(value)
                .build();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the id, alias or ARN of the key} */
    public String keyId() {
        return keyId;
    }

    /** {@return the id of the key's version} */
    public String keyVersionId() {
        return keyVersionId;
    }

    /** {@return the algorithm} */
    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    /** {@return a copy of the digest of the message} */
    public byte[] digest() {
        return digest.clone();
    }

    /** {@return a copy of the signature} */
    public byte[] value() {
        return value.clone();
    }

    /**
     * {@return whether only to check the permission: KMS then refuses every call, and the code says whether it would
     * have succeeded}
     */
    public boolean dryRun() {
        return dryRun;
    }

    @Override
    public String toString() {
        return "AsymmetricVerifyRequest[keyId=" + keyId + ", keyVersionId=" + keyVersionId + ", algorithm=" + algorithm
                + ", dryRun=" + dryRun + "]";
    }

    /** Builds an {@link AsymmetricVerifyRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String keyId;
        private @Nullable String keyVersionId;
        private @Nullable SigningAlgorithm algorithm;
        private byte @Nullable [] digest;
        private byte @Nullable [] value;
        private boolean dryRun;

        private Builder() {}

        /**
         * Names the key.
         *
         * @param keyId its id, its alias such as {@code alias/orders}, or its ARN
         * @return this builder
         * @throws IllegalArgumentException if it is none of these
         */
        public Builder keyId(String keyId) {
            this.keyId = KeyId.of(keyId).text();
            return this;
        }

        /**
         * Names the version of the key; an asymmetric key has no version that would be taken by itself.
         *
         * @param keyVersionId its id
         * @return this builder
         * @throws IllegalArgumentException if it is empty, or has blanks or control characters
         */
        public Builder keyVersionId(String keyVersionId) {
            this.keyVersionId = Rules.word("keyVersionId", keyVersionId);
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
         * Sets the digest of the message. {@link KeySigner} computes it; for {@link SigningAlgorithm#SM2DSA} it is not
         * a plain hash of the message.
         *
         * @param digest 32 bytes; copied
         * @return this builder
         * @throws IllegalArgumentException if it has another length
         */
        public Builder digest(byte[] digest) {
            this.digest = Rules.digest(digest);
            return this;
        }

        /**
         * Sets the signature.
         *
         * @param value the signature; copied
         * @return this builder
         * @throws IllegalArgumentException if there are no bytes
         */
        public Builder value(byte[] value) {
            this.value = Rules.notEmpty("value", value);
            return this;
        }

        /**
         * Only checks the request and the permission for it; false by default. KMS refuses such a call always: with the
         * code {@code DryRunOperationError} if it would have succeeded, else with {@code ValidationError} or
         * {@code AccessDeniedError}.
         *
         * @param dryRun whether to
         * @return this builder
         */
        public Builder dryRun(boolean dryRun) {
            this.dryRun = dryRun;
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if keyId, keyVersionId, algorithm, digest or value is missing
         */
        public AsymmetricVerifyRequest build() {
            return new AsymmetricVerifyRequest(this);
        }
    }
}
