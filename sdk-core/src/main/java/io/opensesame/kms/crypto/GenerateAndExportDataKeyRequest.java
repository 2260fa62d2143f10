package io.opensesame.kms.crypto;

import io.opensesame.kms.KeyId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks KMS for a new data key, encrypted twice: by a symmetric key of KMS, and under a public key whose owner is to use
 * it. Immutable.
 *
 * @see "KMS API reference: GenerateAndExportDataKey"
 */
public final class GenerateAndExportDataKeyRequest implements CryptographicRequest<GenerateAndExportDataKeyResponse> {
    private final String keyId;
    private final @Nullable DataKeySpec dataKeySpec;
    private final @Nullable Integer numberOfBytes;
    private final EncryptionContext encryptionContext;
    private final byte[] publicKeyBlob;
    private final WrappingKeySpec wrappingKeySpec;
    private final WrappingAlgorithm wrappingAlgorithm;
    private final boolean dryRun;

    private GenerateAndExportDataKeyRequest(Builder builder) {
        this.keyId = Rules.required("keyId", builder.keyId);
        this.dataKeySpec = builder.dataKeySpec;
        this.numberOfBytes = builder.numberOfBytes;
        this.encryptionContext = builder.encryptionContext;
        this.publicKeyBlob = Rules.required("publicKeyBlob", builder.publicKeyBlob);
        this.wrappingKeySpec = Rules.required("wrappingKeySpec", builder.wrappingKeySpec);
        this.wrappingAlgorithm = Rules.required("wrappingAlgorithm", builder.wrappingAlgorithm);
        this.dryRun = builder.dryRun;
        Rules.oneSize(dataKeySpec, numberOfBytes);
        Rules.fit(wrappingKeySpec, wrappingAlgorithm);
        if (numberOfBytes != null) {
            Rules.fit(wrappingKeySpec, wrappingAlgorithm, numberOfBytes);
        }
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the id, alias or ARN of the key} */
    public String keyId() {
        return keyId;
    }

    /**
     * {@return the kind of data key; empty if the size is given instead, or if KMS is to choose, which takes
     * {@link DataKeySpec#AES_256}}
     */
    public Optional<DataKeySpec> dataKeySpec() {
        return Optional.ofNullable(dataKeySpec);
    }

    /** {@return the size of the data key; empty if its kind tells} */
    public Optional<Integer> numberOfBytes() {
        return Optional.ofNullable(numberOfBytes);
    }

    /** {@return what the ciphertext is bound to; {@link EncryptionContext#none()} by default} */
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
        return "GenerateAndExportDataKeyRequest[keyId=" + keyId + ", dataKeySpec=" + dataKeySpec + ", numberOfBytes="
                + numberOfBytes + ", encryptionContext=" + encryptionContext + ", wrappingKeySpec=" + wrappingKeySpec
                + ", wrappingAlgorithm=" + wrappingAlgorithm + ", dryRun=" + dryRun + "]";
    }

    /** Builds a {@link GenerateAndExportDataKeyRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String keyId;
        private @Nullable DataKeySpec dataKeySpec;
        private @Nullable Integer numberOfBytes;
        private EncryptionContext encryptionContext = EncryptionContext.none();
        private byte @Nullable [] publicKeyBlob;
        private @Nullable WrappingKeySpec wrappingKeySpec;
        private @Nullable WrappingAlgorithm wrappingAlgorithm;
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
         * Sets the kind of data key, {@link DataKeySpec#AES_256} by default. Excludes {@code numberOfBytes}.
         *
         * @param dataKeySpec the kind
         * @return this builder
         */
        public Builder dataKeySpec(DataKeySpec dataKeySpec) {
            this.dataKeySpec = dataKeySpec;
            return this;
        }

        /**
         * Sets the size of the data key, in the place of its kind.
         *
         * @param numberOfBytes 1 to 1,024
         * @return this builder
         * @throws IllegalArgumentException if it is out of these bounds
         */
        public Builder numberOfBytes(int numberOfBytes) {
            this.numberOfBytes = Rules.numberOfBytes(numberOfBytes);
            return this;
        }

        /**
         * Binds the ciphertext to a context, which must then come with every call that decrypts it.
         *
         * @param encryptionContext the context
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
         * @throws IllegalArgumentException if keyId, publicKeyBlob, wrappingKeySpec or wrappingAlgorithm is missing,
         *     both dataKeySpec and numberOfBytes are set, the algorithm does not fit the key, or the data key is too
         *     long for it
         */
        public GenerateAndExportDataKeyRequest build() {
            return new GenerateAndExportDataKeyRequest(this);
        }
    }
}
