package io.opensesame.kms.crypto;

import io.opensesame.kms.KeyId;
import org.jspecify.annotations.Nullable;

/**
 * Asks KMS to decrypt a ciphertext with the private key of an asymmetric key. Immutable.
 *
 * @see "KMS API reference: AsymmetricDecrypt"
 */
public final class AsymmetricDecryptRequest implements CryptographicRequest<AsymmetricDecryptResponse> {
    private final String keyId;
    private final String keyVersionId;
    private final EncryptionAlgorithm algorithm;
    private final byte[] ciphertextBlob;
    private final boolean dryRun;

    private AsymmetricDecryptRequest(Builder builder) {
        this.keyId = Rules.required("keyId", builder.keyId);
        this.keyVersionId = Rules.required("keyVersionId", builder.keyVersionId);
        this.algorithm = Rules.required("algorithm", builder.algorithm);
        this.ciphertextBlob = Rules.required("ciphertextBlob", builder.ciphertextBlob);
        this.dryRun = builder.dryRun;
    }

    /**
     * Returns a request to decrypt a ciphertext.
     *
     * @param keyId the id, alias or ARN of the key
     * @param keyVersionId the id of its version
     * @param algorithm one that the key allows
     * @param ciphertextBlob the ciphertext; copied
     * @return the request
     * @throws IllegalArgumentException if an argument breaks a rule of the builder
     */
    public static AsymmetricDecryptRequest of(
            String keyId, String keyVersionId, EncryptionAlgorithm algorithm, byte[] ciphertextBlob) {
        return builder()
                .keyId(keyId)
                .keyVersionId(keyVersionId)
                .algorithm(algorithm)
                .ciphertextBlob(ciphertextBlob)
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
    public EncryptionAlgorithm algorithm() {
        return algorithm;
    }

    /** {@return a copy of the ciphertext} */
    public byte[] ciphertextBlob() {
        return ciphertextBlob.clone();
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
        return "AsymmetricDecryptRequest[keyId=" + keyId + ", keyVersionId=" + keyVersionId + ", algorithm=" + algorithm
                + ", dryRun=" + dryRun + "]";
    }

    /** Builds an {@link AsymmetricDecryptRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String keyId;
        private @Nullable String keyVersionId;
        private @Nullable EncryptionAlgorithm algorithm;
        private byte @Nullable [] ciphertextBlob;
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
         * @throws IllegalArgumentException if keyId, keyVersionId, algorithm or ciphertextBlob is missing
         */
        public AsymmetricDecryptRequest build() {
            return new AsymmetricDecryptRequest(this);
        }
    }
}
