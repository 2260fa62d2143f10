package io.opensesame.kms.crypto;

import io.opensesame.kms.KeyId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks KMS for a new data key, in clear and encrypted. Immutable.
 *
 * <p>Encrypt data locally with the plaintext key, wipe it, and keep the encrypted key beside the data:
 * {@link DecryptRequest Decrypt} brings the key back. KMS keeps neither. {@link io.opensesame.envelope.EnvelopeCipher}
 * does all of this.
 *
 * @see "KMS API reference: GenerateDataKey"
 */
public final class GenerateDataKeyRequest implements CryptographicRequest<GenerateDataKeyResponse> {
    private final String keyId;
    private final @Nullable DataKeySpec dataKeySpec;
    private final @Nullable Integer numberOfBytes;
    private final EncryptionContext encryptionContext;
    private final boolean dryRun;

    private GenerateDataKeyRequest(Builder builder) {
        this.keyId = Rules.required("keyId", builder.keyId);
        this.dataKeySpec = builder.dataKeySpec;
        this.numberOfBytes = builder.numberOfBytes;
        this.encryptionContext = builder.encryptionContext;
        this.dryRun = builder.dryRun;
        Rules.oneSize(dataKeySpec, numberOfBytes);
    }

    /**
     * Returns a request for a data key of 32 bytes without a context.
     *
     * @param keyId the id, alias or ARN of the key
     * @return the request
     * @throws IllegalArgumentException if an argument breaks a rule of the builder
     */
    public static GenerateDataKeyRequest of(String keyId) {
        return builder().keyId(keyId).build();
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

    /**
     * {@return whether only to check the permission: KMS then refuses every call, and the code says whether it would
     * have succeeded}
     */
    public boolean dryRun() {
        return dryRun;
    }

    @Override
    public String toString() {
        return "GenerateDataKeyRequest[keyId=" + keyId + ", dataKeySpec=" + dataKeySpec + ", numberOfBytes="
                + numberOfBytes + ", encryptionContext=" + encryptionContext + ", dryRun=" + dryRun + "]";
    }

    /** Builds a {@link GenerateDataKeyRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String keyId;
        private @Nullable DataKeySpec dataKeySpec;
        private @Nullable Integer numberOfBytes;
        private EncryptionContext encryptionContext = EncryptionContext.none();
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
         * @throws IllegalArgumentException if keyId is missing, or both dataKeySpec and numberOfBytes are set
         */
        public GenerateDataKeyRequest build() {
            return new GenerateDataKeyRequest(this);
        }
    }
}
