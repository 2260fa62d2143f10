package io.opensesame.kms.crypto;

import io.opensesame.kms.KeyId;
import org.jspecify.annotations.Nullable;

/**
 * Asks KMS to encrypt a little data, up to 6,144 bytes, with a symmetric key. It holds the plaintext and never prints
 * it; {@link #wipe()} overwrites it.
 *
 * <p>The plaintext travels in the request's body, not in its URL. Larger data is encrypted locally, under a data key:
 * by {@link io.opensesame.envelope.EnvelopeCipher}.
 *
 * @see "KMS API reference: Encrypt"
 */
public final class EncryptRequest implements CryptographicRequest<EncryptResponse> {
    private final String keyId;
    private final Plaintext plaintext;
    private final EncryptionContext encryptionContext;
    private final boolean dryRun;

    private EncryptRequest(Builder builder) {
        this.keyId = Rules.required("keyId", builder.keyId);
        this.plaintext = Rules.required("plaintext", builder.plaintext);
        this.encryptionContext = builder.encryptionContext;
        this.dryRun = builder.dryRun;
    }

    /**
     * Returns a request without a context.
     *
     * @param keyId the id, alias or ARN of the key
     * @param plaintext 1 to 6,144 bytes; copied, so the caller may wipe them
     * @return the request
     * @throws IllegalArgumentException if an argument breaks a rule of the builder
     */
    public static EncryptRequest of(String keyId, byte[] plaintext) {
        return builder().keyId(keyId).plaintext(plaintext).build();
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
     * Returns the data to encrypt.
     *
     * @return a copy, which the caller may wipe
     * @throws IllegalStateException if this request was wiped
     */
    public byte[] exposePlaintext() {
        return plaintext.exposeBytes();
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
        return "EncryptRequest[keyId=" + keyId + ", plaintext=<redacted>, encryptionContext=" + encryptionContext
                + ", dryRun=" + dryRun + "]";
    }

    /** Builds an {@link EncryptRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String keyId;
        private @Nullable Plaintext plaintext;
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
         * Sets the data to encrypt.
         *
         * @param plaintext 1 to 6,144 bytes; copied, so the caller may wipe them
         * @return this builder
         * @throws IllegalArgumentException if there are none, or too many
         */
        public Builder plaintext(byte[] plaintext) {
            this.plaintext = Rules.encryptable(plaintext);
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
         * @throws IllegalArgumentException if keyId or plaintext is missing
         */
        public EncryptRequest build() {
            return new EncryptRequest(this);
        }
    }
}
