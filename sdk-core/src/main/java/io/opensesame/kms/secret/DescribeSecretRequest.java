package io.opensesame.kms.secret;

import org.jspecify.annotations.Nullable;

/**
 * Asks what a secret is: everything but its value and its versions. Immutable.
 *
 * @see "KMS API reference: DescribeSecret"
 */
public final class DescribeSecretRequest implements SecretRequest<DescribeSecretResponse> {
    private final String secretName;
    private final boolean fetchTags;

    private DescribeSecretRequest(Builder builder) {
        this.secretName = Rules.required("secretName", builder.secretName);
        this.fetchTags = builder.fetchTags;
    }

    /**
     * Returns a request for a secret, without its tags.
     *
     * @param secretName its name or ARN; see {@link SecretName}
     * @return the request
     * @throws IllegalArgumentException if it is neither
     */
    public static DescribeSecretRequest of(String secretName) {
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

    /** {@return whether the answer is to have the tags} */
    public boolean fetchTags() {
        return fetchTags;
    }

    @Override
    public String toString() {
        return "DescribeSecretRequest[secretName=" + secretName + ", fetchTags=" + fetchTags + "]";
    }

    /** Builds a {@link DescribeSecretRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String secretName;
        private boolean fetchTags;

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
         * Asks for the tags too; false by default.
         *
         * @param fetchTags whether to
         * @return this builder
         */
        public Builder fetchTags(boolean fetchTags) {
            this.fetchTags = fetchTags;
            return this;
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if secretName is missing
         */
        public DescribeSecretRequest build() {
            return new DescribeSecretRequest(this);
        }
    }
}
