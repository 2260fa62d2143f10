package io.opensesame.kms.key;

import io.opensesame.kms.KeyId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks to import key material that is encrypted already, with the public key of {@link GetParametersForImportResponse}.
 * Immutable; it never prints the material nor the token.
 *
 * <p>{@link KeyOperations#importRawKeyMaterial} encrypts the material and does the whole import in one call.
 *
 * @see "KMS API reference: ImportKeyMaterial"
 */
public final class ImportKeyMaterialRequest implements KeyRequest<ImportKeyMaterialResponse> {
    private final String keyId;
    private final byte[] encryptedKeyMaterial;
    private final String importToken;
    private final @Nullable Instant expiresAt;

    private ImportKeyMaterialRequest(Builder builder) {
        this.keyId = Rules.required("keyId", builder.keyId);
        this.encryptedKeyMaterial = Rules.required("encryptedKeyMaterial", builder.encryptedKeyMaterial);
        this.importToken = Rules.required("importToken", builder.importToken);
        this.expiresAt = builder.expiresAt;
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the id or ARN of the key} */
    public String keyId() {
        return keyId;
    }

    /** {@return a copy of the encrypted material} */
    public byte[] encryptedKeyMaterial() {
        return encryptedKeyMaterial.clone();
    }

    /** {@return the token that came with the public key} */
    public String exposeImportToken() {
        return importToken;
    }

    /** {@return when KMS is to forget the material; empty if it does not expire} */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    @Override
    public String toString() {
        return "ImportKeyMaterialRequest[keyId=" + keyId + ", encryptedKeyMaterial=<redacted>, importToken=<redacted>,"
                + " expiresAt=" + expiresAt + "]";
    }

    /** Builds an {@link ImportKeyMaterialRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String keyId;
        private byte @Nullable [] encryptedKeyMaterial;
        private @Nullable String importToken;
        private @Nullable Instant expiresAt;

        private Builder() {}

        /**
         * Names the key.
         *
         * @param keyId its id or ARN; see {@link KeyId}
         * @return this builder
         */
        public Builder keyId(String keyId) {
            this.keyId = KeyId.ofKey(keyId).text();
            return this;
        }

        /**
         * Sets the material.
         *
         * @param encryptedKeyMaterial the material, encrypted with the public key; copied
         * @return this builder
         */
        public Builder encryptedKeyMaterial(byte[] encryptedKeyMaterial) {
            if (encryptedKeyMaterial.length == 0) {
                throw new IllegalArgumentException("encryptedKeyMaterial must not be empty");
            }
            this.encryptedKeyMaterial = encryptedKeyMaterial.clone();
            return this;
        }

        /**
         * Sets the token.
         *
         * @param importToken the one that came with the public key
         * @return this builder
         */
        public Builder importToken(String importToken) {
            if (importToken.isBlank()) {
                throw new IllegalArgumentException("importToken must not be empty");
            }
            this.importToken = importToken;
            return this;
        }

        /**
         * Sets when KMS is to forget the material; it does not expire by default.
         *
         * @param expiresAt the time, not past, of which KMS knows the whole seconds
         * @return this builder
         */
        public Builder expiresAt(Instant expiresAt) {
            this.expiresAt = Rules.expiry(expiresAt);
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if keyId, encryptedKeyMaterial or importToken is missing
         */
        public ImportKeyMaterialRequest build() {
            return new ImportKeyMaterialRequest(this);
        }
    }
}
