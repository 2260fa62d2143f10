package io.opensesame.kms.crypto;

import io.opensesame.kms.KeyId;
import org.jspecify.annotations.Nullable;

/**
 * Asks KMS to encrypt a little data with the public key of an asymmetric key. It holds the plaintext and never prints
 * it; {@link #wipe()} overwrites it.
 *
 * <p>The plaintext travels in the request's body, not in its URL. The key's size bounds it: {@code RSAES_OAEP_SHA_256}
 * takes 190 bytes with an RSA key of 2,048 bits and 318 with one of 3,072, {@code RSAES_OAEP_SHA_1} 214 and 342,
 * {@code SM2PKE} 6,047. Only KMS knows the key's size, so here it is held against the largest.
 *
 * @see "KMS API reference: AsymmetricEncrypt"
 */
public final class AsymmetricEncryptRequest implements CryptographicRequest<AsymmetricEncryptResponse> {
    private final String keyId;
    private final String keyVersionId;
    private final EncryptionAlgorithm algorithm;
    private final Plaintext plaintext;
    private final boolean dryRun;

    private AsymmetricEncryptRequest(Builder builder) {
        this.keyId = Rules.required("keyId", builder.keyId);
        this.keyVersionId = Rules.required("keyVersionId", builder.keyVersionId);
        this.algorithm = Rules.required("algorithm", builder.algorithm);
        this.plaintext = Rules.required("plaintext", builder.plaintext);
        this.dryRun = builder.dryRun;
        Rules.fit(algorithm, plaintext);
    }

    /**
     * Returns a request to encrypt data.
     *
     * @param keyId the id, alias or ARN of the key
     * @param keyVersionId the id of its version
     * @param algorithm one that the key allows
     * @param plaintext the data; copied, so the caller may wipe it
     * @return the request
     * @throws IllegalArgumentException if an argument breaks a rule of the builder
     */
    public static AsymmetricEncryptRequest of(
            String keyId, String keyVersionId, EncryptionAlgorithm algorithm, byte[] plaintext) {
        return builder()
                .keyId(keyId)
                .keyVersionId(keyVersionId)
                .algorithm(algorithm)
                .plaintext(plaintext)
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
     * {@return whether only to check the permission: KMS then refuses every call, and the code says whether it would
     * have succeeded}
     */
    public boolean dryRun() {
        return dryRun;
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
        return "AsymmetricEncryptRequest[keyId=" + keyId + ", keyVersionId=" + keyVersionId + ", algorithm=" + algorithm
                + ", plaintext=<redacted>, dryRun=" + dryRun + "]";
    }

    /** Builds an {@link AsymmetricEncryptRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String keyId;
        private @Nullable String keyVersionId;
        private @Nullable EncryptionAlgorithm algorithm;
        private @Nullable Plaintext plaintext;
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
         * Sets the data to encrypt.
         *
         * @param plaintext at least 1 byte, and as many as key and algorithm allow; copied, so the caller may wipe them
         * @return this builder
         * @throws IllegalArgumentException if there are none
         */
        public Builder plaintext(byte[] plaintext) {
            this.plaintext = Rules.plaintext(plaintext);
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
         * @throws IllegalArgumentException if keyId, keyVersionId, algorithm or plaintext is missing, or the plaintext
         *     is longer than the algorithm allows with any key
         */
        public AsymmetricEncryptRequest build() {
            return new AsymmetricEncryptRequest(this);
        }
    }
}
