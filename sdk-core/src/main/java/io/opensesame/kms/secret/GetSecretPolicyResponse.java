package io.opensesame.kms.secret;

import io.opensesame.policy.SecretPolicy;

/**
 * The policy of a secret.
 *
 * @param policy the policy, as JSON
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: GetSecretPolicy"
 */
public record GetSecretPolicyResponse(String policy, String requestId) {
    /**
     * Reads the policy.
     *
     * @return the policy
     * @throws io.opensesame.error.PolicyException if it has something that this version of the library does not know;
     *     {@link #policy} has it all the same
     */
    public SecretPolicy secretPolicy() {
        return SecretPolicy.parse(policy);
    }
}
