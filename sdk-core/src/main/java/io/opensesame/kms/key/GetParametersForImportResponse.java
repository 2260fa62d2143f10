package io.opensesame.kms.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the import of key material takes. Immutable; it never prints the token.
 *
 * @see "KMS API reference: GetParametersForImport"
 */
public final class GetParametersForImportResponse {
    private final String keyId;
    private final byte[] publicKey;
    private final String importToken;
    private final Instant tokenExpireTime;
    private final String requestId;

    private GetParametersForImportResponse(Builder builder) {
        this.keyId = Rules.required("keyId", builder.keyId);
        this.publicKey = Rules.required("publicKey", builder.publicKey);
        this.importToken = Rules.required("importToken", builder.importToken);
        this.tokenExpireTime = Rules.required("tokenExpireTime", builder.tokenExpireTime);
        this.requestId = builder.requestId;
    }

    /** {@return a builder; its use is for those who answer in the place of KMS, such as tests} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the id of the key} */
    public String keyId() {
        return keyId;
    }

    /** {@return a copy of the public key to encrypt the material with, as a DER SubjectPublicKeyInfo} */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** {@return the token that goes with the public key, to be sent back with the encrypted material} */
    public String exposeImportToken() {
        return importToken;
    }

    /** {@return until when public key and token can be used, 24 hours from the call} */
    public Instant tokenExpireTime() {
        return tokenExpireTime;
    }

    /** {@return the id under which KMS knows the call, or an empty string} */
    public String requestId() {
        return requestId;
    }

    @Override
    public String toString() {
        return "GetParametersForImportResponse[keyId=" + keyId + ", importToken=<redacted>, tokenExpireTime="
                + tokenExpireTime + ", requestId=" + requestId + "]";
    }

    /** Builds a {@link GetParametersForImportResponse}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String keyId;
        private byte @Nullable [] publicKey;
        private @Nullable String importToken;
        private @Nullable Instant tokenExpireTime;
        private String requestId = "";

        private Builder() {}

        /**
         * Sets the key.
         *
         * @param keyId its id
         * @return this builder
         */
        public Builder keyId(String keyId) {
            this.keyId = keyId;
            return this;
        }

        /**
         * Sets the public key.
         *
         * @param publicKey a DER SubjectPublicKeyInfo; copied
         * @return this builder
         */
        public Builder publicKey(byte[] publicKey) {
            this.publicKey = publicKey.clone();
            return this;
        }

        /**
         * Sets the token.
         *
         * @param importToken the token
         * @return this builder
         */
        public Builder importToken(String importToken) {
            this.importToken = importToken;
            return this;
        }

        /**
         * Sets until when the parameters can be used.
         *
         * @param tokenExpireTime the time
         * @return this builder
         */
        public Builder tokenExpireTime(Instant tokenExpireTime) {
            this.tokenExpireTime = tokenExpireTime;
            return this;
        }

        /**
         * Sets the id of the call.
         *
         * @param requestId the id
         * @return this builder
         */
        public Builder requestId(String requestId) {
            this.requestId = requestId;
            return this;
        }

        /**
         * Builds the response.
         *
         * @return the response
         * @throws IllegalArgumentException if keyId, publicKey, importToken or tokenExpireTime is missing
         */
        public GetParametersForImportResponse build() {
            return new GetParametersForImportResponse(this);
        }
    }
}
