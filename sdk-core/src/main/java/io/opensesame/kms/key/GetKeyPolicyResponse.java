package io.opensesame.kms.key;

import io.opensesame.policy.KeyPolicy;

/**
 * The policy of a key.
 *
 * @param policy the policy, as JSON
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: GetKeyPolicy"
 */
public record GetKeyPolicyResponse(String policy, String requestId) {
    /**
     * Reads the policy.
     *
     * @return the policy
     * @throws io.opensesame.error.PolicyException if it has something that this version of the library does not know;
     *     {@link #policy} has it all the same
     */
    public KeyPolicy keyPolicy() {
        return KeyPolicy.parse(policy);
    }
}
