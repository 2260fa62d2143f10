package io.opensesame.kms.crypto;

import org.jspecify.annotations.Nullable;

/**
 * Asks KMS to decrypt a data key and to encrypt it under a public key, whose owner is to use it. Immutable.
 *
 * @see "KMS API reference: ExportDataKey"
 */
public final class ExportDataKeyRequest implements CryptographicRequest<ExportDataKeyResponse> {
    private final byte[] ciphertextBlob;
    private final EncryptionContext encryptionContext;
    private final byte[] publicKeyBlob;
    private final WrappingKeySpec wrappingKeySpec;
    private final WrappingAlgorithm wrappingAlgorithm;
    private final boolean dryRun;

    private ExportDataKeyRequest(Builder builder) {
        this.ciphertextBlob = Rules.required("ciphertextBlob", builder.ciphertextBlob);
        this.encryptionContext = builder.encryptionContext;
        this.publicKeyBlob = Rules.required("publicKeyBlob", builder.publicKeyBlob);
        this.wrappingKeySpec = Rules.required("wrappingKeySpec", builder.wrappingKeySpec);
        this.wrappingAlgorithm = Rules.required("wrappingAlgorithm", builder.wrappingAlgorithm);
        this.dryRun = builder.dryRun;
        Rules.fit(wrappingKeySpec, wrappingAlgorithm);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a copy of the encrypted data key} */
    public byte[] ciphertextBlob() {
        return ciphertextBlob.clone();
    }

    /** {@return what the ciphertext was bound to; {@link EncryptionContext#none()} by default} */
    public EncryptionContext encryptionContext() {
        return encryptionContext;
    }

    /** {@return a copy of the public key to export under} */
    public byte[] publicKeyBlob() {
        return publicKeyBlob.clone();
    }

    /** {@return the kind of the public key} */
    public WrappingKeySpec wrappingKeySpec() {
        return wrappingKeySpec;
    }

    /** {@return how the data key is encrypted under the public key} */
    public WrappingAlgorithm wrappingAlgorithm() {
        return wrappingAlgorithm;
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
        return "ExportDataKeyRequest[encryptionContext=" + encryptionContext + ", wrappingKeySpec=" + wrappingKeySpec
                + ", wrappingAlgorithm=" + wrappingAlgorithm + ", dryRun=" + dryRun + "]";
    }

    /** Builds an {@link ExportDataKeyRequest}. Not thread-safe. */
    public static final class Builder {
        private byte @Nullable [] ciphertextBlob;
        private EncryptionContext encryptionContext = EncryptionContext.none();
        private byte @Nullable [] publicKeyBlob;
        private @Nullable WrappingKeySpec wrappingKeySpec;
        private @Nullable WrappingAlgorithm wrappingAlgorithm;
        private boolean dryRun;

        private Builder() {}

        /**
         * Sets the encrypted data key.
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
         * Sets the public key to export under.
         *
         * @param publicKeyBlob a SubjectPublicKeyInfo in DER, which {@code PublicKey.getEncoded()} gives; copied
         * @return this builder
         * @throws IllegalArgumentException if there are no bytes
         */
        public Builder publicKeyBlob(byte[] publicKeyBlob) {
            this.publicKeyBlob = Rules.notEmpty("publicKeyBlob", publicKeyBlob);
            return this;
        }

        /**
         * Sets the kind of the public key.
         *
         * @param wrappingKeySpec the kind
         * @return this builder
         */
        public Builder wrappingKeySpec(WrappingKeySpec wrappingKeySpec) {
            this.wrappingKeySpec = wrappingKeySpec;
            return this;
        }

        /**
         * Sets how the data key is encrypted under the public key.
         *
         * @param wrappingAlgorithm an algorithm that the kind of key allows
         * @return this builder
         */
        public Builder wrappingAlgorithm(WrappingAlgorithm wrappingAlgorithm) {
            this.wrappingAlgorithm = wrappingAlgorithm;
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
         * @throws IllegalArgumentException if ciphertextBlob, publicKeyBlob, wrappingKeySpec or wrappingAlgorithm is
         *     missing, or the algorithm does not fit the key
         */
        public ExportDataKeyRequest build() {
            return new ExportDataKeyRequest(this);
        }
    }
}
