package io.opensesame.kms.secret;

import io.opensesame.policy.SecretPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Asks to replace the policy of a secret in a KMS instance. Immutable.
 *
 * @see "KMS API reference: SetSecretPolicy"
 */
public final class SetSecretPolicyRequest implements SecretRequest<SetSecretPolicyResponse> {
    private final String secretName;
    private final String policy;

    private SetSecretPolicyRequest(Builder builder) {
        this.secretName = Rules.required("secretName", builder.secretName);
        this.policy = Rules.required("policy", builder.policy);
    }

    /** {@return a new builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the name or ARN of the secret} */
    public String secretName() {
        return secretName;
    }

    /** {@return the policy, as JSON} */
    public String policy() {
        return policy;
    }

    @Override
    public String toString() {
        return "SetSecretPolicyRequest[secretName=" + secretName + "]";
    }

    /** Builds a {@link SetSecretPolicyRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String secretName;
        private @Nullable String policy;

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
         * Sets the policy; it takes the place of the stored one as a whole.
         *
         * @param policy JSON of up to 32,768 bytes
         * @return this builder
         * @throws IllegalArgumentException if it is larger
         * @throws io.opensesame.error.PolicyException if it is no secret policy; says where
         */
        public Builder policy(String policy) {
            this.policy = Rules.policy(policy);
            return this;
        }

        /**
         * Sets the policy; it takes the place of the stored one as a whole.
         *
         * @param policy the policy, of up to 32,768 bytes
         * @return this builder
         * @throws IllegalArgumentException if it is larger
         */
        public Builder policy(SecretPolicy policy) {
            return policy(policy.toJson());
        }

        /**
         * Builds the request.
         *
         * @return the request
         * @throws IllegalArgumentException if secretName or policy is missing
         */
        public SetSecretPolicyRequest build() {
            return new SetSecretPolicyRequest(this);
        }
    }
}
