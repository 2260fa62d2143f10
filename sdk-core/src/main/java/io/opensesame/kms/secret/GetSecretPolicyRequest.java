package io.opensesame.kms.secret;

import org.jspecify.annotations.Nullable;

/**
 * Asks for the policy of a secret in a KMS instance. Immutable.
 *
 * @see "KMS API reference: GetSecretPolicy"
 */
public final class GetSecretPolicyRequest implements SecretRequest<GetSecretPolicyResponse> {
    private final String secretName;

    private GetSecretPolicyRequest(Builder builder) {
        this.secretName = Rules.required("secretName", builder.secretName);
    }

    /**
     * Returns a request for the policy of a secret.
     *
     * @param secretName its name or ARN; see {@link SecretName}
     * @return the request
     * @throws IllegalArgumentException if it is neither
     */
    public static GetSecretPolicyRequest of(String secretName) {
        return builder().secretName(secretName).build();
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the name or ARN of the secret} */
    public String secretName() {
        return secretName;
    }

    @Override
    public String toString() {
        return "GetSecretPolicyRequest[secretName=" + secretName + "]";
    }

    /** Builds a {@link GetSecretPolicyRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String secretName;

        private Builder() {}

        /**
         * Names the secret.
         *
         * @param secretName its name or ARN; see {@link SecretName}
         * @return this builder
         */
        public Builder secretName(String secretName) {
            this.secretName = SecretName.of(secretName).text();
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if secretName is missing
         */
        public GetSecretPolicyRequest build() {
            return new GetSecretPolicyRequest(this);
        }
    }
}
