package io.opensesame.kms.crypto;

import io.opensesame.kms.KeyId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks KMS to decrypt a ciphertext and to encrypt the data anew with another symmetric key, without giving it out.
 * Immutable.
 *
 * <p>A ciphertext of a symmetric key names its key; for one of an asymmetric key {@link Builder#asymmetricSource} does.
 * It needs two permissions: {@code kms:ReEncryptFrom} on the key of the ciphertext, {@code kms:ReEncryptTo} on the
 * other.
 *
 * @see "KMS API reference: ReEncrypt"
 */
public final class ReEncryptRequest implements CryptographicRequest<ReEncryptResponse> {
    private final byte[] ciphertextBlob;
    private final String destinationKeyId;
    private final EncryptionContext sourceEncryptionContext;
    private final EncryptionContext destinationEncryptionContext;
    private final @Nullable String sourceKeyId;
    private final @Nullable String sourceKeyVersionId;
    private final @Nullable EncryptionAlgorithm sourceEncryptionAlgorithm;
    private final boolean dryRun;

    private ReEncryptRequest(Builder builder) {
        this.ciphertextBlob = Rules.required("ciphertextBlob", builder.ciphertextBlob);
        this.destinationKeyId = Rules.required("destinationKeyId", builder.destinationKeyId);
        this.sourceEncryptionContext = builder.sourceEncryptionContext;
        this.destinationEncryptionContext = builder.destinationEncryptionContext;
        this.sourceKeyId = builder.sourceKeyId;
        this.sourceKeyVersionId = builder.sourceKeyVersionId;
        this.sourceEncryptionAlgorithm = builder.sourceEncryptionAlgorithm;
        this.dryRun = builder.dryRun;
        if (sourceKeyId != null && !sourceEncryptionContext.isEmpty()) {
            throw new IllegalArgumentException("a ciphertext of an asymmetric key has no encryption context: leave out"
                    + " sourceEncryptionContext or asymmetricSource");
        }
    }

    /**
     * Returns a request for a ciphertext of a symmetric key, without contexts.
     *
     * @param ciphertextBlob the bytes that KMS answered, Base64 undone; copied
     * @param destinationKeyId the id or ARN of the symmetric key to encrypt with; aliases are not followed here
     * @return the request
     * @throws IllegalArgumentException if an argument breaks a rule of the builder
     */
    public static ReEncryptRequest of(byte[] ciphertextBlob, String destinationKeyId) {
        return builder()
                .ciphertextBlob(ciphertextBlob)
                .destinationKeyId(destinationKeyId)
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

    /** {@return the id or ARN of the symmetric key to encrypt with} */
    public String destinationKeyId() {
        return destinationKeyId;
    }

    /** {@return what the ciphertext was bound to} */
    public EncryptionContext sourceEncryptionContext() {
        return sourceEncryptionContext;
    }

    /** {@return what the new ciphertext is bound to} */
    public EncryptionContext destinationEncryptionContext() {
        return destinationEncryptionContext;
    }

    /** {@return the asymmetric key of the ciphertext; empty if it is a symmetric one} */
    public Optional<String> sourceKeyId() {
        return Optional.ofNullable(sourceKeyId);
    }

    /** {@return the version of the asymmetric key; empty if it is a symmetric one} */
    public Optional<String> sourceKeyVersionId() {
        return Optional.ofNullable(sourceKeyVersionId);
    }

    /** {@return the algorithm of the asymmetric key; empty if it is a symmetric one} */
    public Optional<EncryptionAlgorithm> sourceEncryptionAlgorithm() {
        return Optional.ofNullable(sourceEncryptionAlgorithm);
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
        return "ReEncryptRequest[destinationKeyId=" + destinationKeyId + ", sourceEncryptionContext="
                + sourceEncryptionContext + ", destinationEncryptionContext=" + destinationEncryptionContext
                + ", sourceKeyId=" + sourceKeyId + ", sourceKeyVersionId=" + sourceKeyVersionId
                + ", sourceEncryptionAlgorithm=" + sourceEncryptionAlgorithm + ", dryRun=" + dryRun + "]";
    }

    /** Builds a {@link ReEncryptRequest}. Not thread-safe. */
    public static final class Builder {
        private byte @Nullable [] ciphertextBlob;
        private @Nullable String destinationKeyId;
        private EncryptionContext sourceEncryptionContext = EncryptionContext.none();
        private EncryptionContext destinationEncryptionContext = EncryptionContext.none();
        private @Nullable String sourceKeyId;
        private @Nullable String sourceKeyVersionId;
        private @Nullable EncryptionAlgorithm sourceEncryptionAlgorithm;
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
         * Names the symmetric key to encrypt with.
         *
         * @param destinationKeyId its id or ARN; aliases are not followed here
         * @return this builder
         * @throws IllegalArgumentException if it is neither
         */
        public Builder destinationKeyId(String destinationKeyId) {
            this.destinationKeyId = KeyId.ofKey(destinationKeyId).text();
            return this;
        }

        /**
         * Brings the context that the ciphertext was bound to; none by default.
         *
         * @param sourceEncryptionContext the context, equal to the one it was encrypted with
         * @return this builder
         */
        public Builder sourceEncryptionContext(EncryptionContext sourceEncryptionContext) {
            this.sourceEncryptionContext = sourceEncryptionContext;
            return this;
        }

        /**
         * Binds the new ciphertext to a context; none by default.
         *
         * @param destinationEncryptionContext the context
         * @return this builder
         */
        public Builder destinationEncryptionContext(EncryptionContext destinationEncryptionContext) {
            this.destinationEncryptionContext = destinationEncryptionContext;
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
         * Says that the ciphertext is of an asymmetric key.
         *
         * @param keyId the id or ARN of the key
         * @param keyVersionId the id of its version
         * @param algorithm the algorithm that encrypted it
         * @return this builder
         * @throws IllegalArgumentException if keyId is neither, or keyVersionId is empty or has blanks
         */
        public Builder asymmetricSource(String keyId, String keyVersionId, EncryptionAlgorithm algorithm) {
            this.sourceKeyId = KeyId.ofKey(keyId).text();
            this.sourceKeyVersionId = Rules.word("keyVersionId", keyVersionId);
            this.sourceEncryptionAlgorithm = algorithm;
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if ciphertextBlob or destinationKeyId is missing, or an asymmetric source
         *     has a context
         */
        public ReEncryptRequest build() {
            return new ReEncryptRequest(this);
        }
    }
}
