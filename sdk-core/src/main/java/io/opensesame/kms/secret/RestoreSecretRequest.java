package io.opensesame.kms.secret;

import org.jspecify.annotations.Nullable;

/**
 * Asks to cancel the deletion of a secret that is scheduled for it. Immutable.
 *
 * @see "KMS API reference: RestoreSecret"
 */
public final class RestoreSecretRequest implements SecretRequest<RestoreSecretResponse> {
    private final String secretName;

    private RestoreSecretRequest(Builder builder) {
        this.secretName = Rules.required("secretName", builder.secretName);
    }

    /**
     * Returns a request to restore a secret.
     *
     * @param secretName its name or ARN; see {@link SecretName}
     * @return the request
     * @throws IllegalArgumentException if it is neither
     */
    public static RestoreSecretRequest of(String secretName) {
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
        return "RestoreSecretRequest[secretName=" + secretName + "]";
    }

    /** Builds a {@link RestoreSecretRequest}. Not thread-safe. */
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
        public RestoreSecretRequest build() {
            return new RestoreSecretRequest(this);
        }
    }
}
