package io.opensesame.kms.crypto;

import org.jspecify.annotations.Nullable;

/**
 * Asks KMS to decrypt a ciphertext of a symmetric key. Immutable.
 *
 * <p>The ciphertext names its key and the version of it, so neither is asked for. Hold the
 * {@link DecryptResponse#keyId() key of the answer} against the one that you expect: whoever may write the ciphertext
 * chooses the key.
 *
 * @see "KMS API reference: Decrypt"
 */
public final class DecryptRequest implements CryptographicRequest<DecryptResponse> {
    private final byte[] ciphertextBlob;
    private final EncryptionContext encryptionContext;
    private final boolean dryRun;

    private DecryptRequest(Builder builder) {
        this.ciphertextBlob = Rules.required("ciphertextBlob", builder.ciphertextBlob);
        this.encryptionContext = builder.encryptionContext;
        this.dryRun = builder.dryRun;
    }

    /**
     * Returns a request for a ciphertext without a context.
     *
     * @param ciphertextBlob the bytes that KMS answered, Base64 undone; copied
     * @return the request
     * @throws IllegalArgumentException if there are none
     */
    public static DecryptRequest of(byte[] ciphertextBlob) {
        return builder().ciphertextBlob(ciphertextBlob).build();
    }

    /**
     * Returns a request for a ciphertext that is bound to a context.
     *
     * @param ciphertextBlob the bytes that KMS answered, Base64 undone; copied
     * @param encryptionContext the context, equal to the one it was encrypted with
     * @return the request
     * @throws IllegalArgumentException if there are no bytes
     */
    public static DecryptRequest of(byte[] ciphertextBlob, EncryptionContext encryptionContext) {
        return builder()
                .ciphertextBlob(ciphertextBlob)
                .encryptionContext(encryptionContext)
                .build();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a copy of the ciphertext} */
    public byte[] ciphertextBlob() {
        return ciphertextBlob.clone();
    }

    /** {@return what the ciphertext was bound to; {@link EncryptionContext#none()} by default} */
    public EncryptionContext encryptionContext() {
        return encryptionContext;
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
        return "DecryptRequest[encryptionContext=" + encryptionContext + ", dryRun=" + dryRun + "]";
    }

    /** Builds a {@link DecryptRequest}. Not thread-safe. */
    public static final class Builder {
        private byte @Nullable [] ciphertextBlob;
        private EncryptionContext encryptionContext = EncryptionContext.none();
        private boolean dryRun;

        private Builder() {}

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
         * Brings the context that the ciphertext was bound to.
         *
         * @param encryptionContext the context, equal to the one it was encrypted with
         * @return this builder
         */
        public Builder encryptionContext(EncryptionContext encryptionContext) {
            this.encryptionContext = encryptionContext;
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
         * @throws IllegalArgumentException if ciphertextBlob is missing
         */
        public DecryptRequest build() {
            return new DecryptRequest(this);
        }
    }
}
