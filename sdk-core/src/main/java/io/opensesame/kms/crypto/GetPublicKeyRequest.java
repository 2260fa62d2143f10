package io.opensesame.kms.crypto;

import io.opensesame.kms.KeyId;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the public key of one version of an asymmetric key. Immutable.
 *
 * @see "KMS API reference: GetPublicKey"
 */
public final class GetPublicKeyRequest implements CryptographicRequest<GetPublicKeyResponse> {
    private final String keyId;
    private final String keyVersionId;
    private final boolean dryRun;

    private GetPublicKeyRequest(Builder builder) {
        this.keyId = Rules.required("keyId", builder.keyId);
        this.keyVersionId = Rules.required("keyVersionId", builder.keyVersionId);
        this.dryRun = builder.dryRun;
    }

    /**
     * Returns a request for a public key.
     *
     * @param keyId the id, alias or ARN of the key
     * @param keyVersionId the id of its version
     * @return the request
     * @throws IllegalArgumentException if an argument breaks a rule of the builder
     */
    public static GetPublicKeyRequest of(String keyId, String keyVersionId) {
        return builder().keyId(keyId).keyVersionId(keyVersionId).build();
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

    /**
     * {@return whether only to check the permission: KMS then refuses every call, and the code says whether it would
     * have succeeded}
     */
    public boolean dryRun() {
        return dryRun;
    }

    @Override
    public String toString() {
        return "GetPublicKeyRequest[keyId=" + keyId + ", keyVersionId=" + keyVersionId + ", dryRun=" + dryRun + "]";
    }

    /** Builds a {@link GetPublicKeyRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String keyId;
        private @Nullable String keyVersionId;
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
         * @throws IllegalArgumentException if keyId or keyVersionId is missing
         */
        public GetPublicKeyRequest build() {
            return new GetPublicKeyRequest(this);
        }
    }
}
