package io.opensesame.kms.key;

import io.opensesame.kms.KeyId;
import io.opensesame.policy.KeyPolicy;

/**
 * Asks to replace the policy of a key in a KMS instance. Immutable.
 *
 * @see "KMS API reference: SetKeyPolicy"
 */
public final class SetKeyPolicyRequest implements KeyRequest<SetKeyPolicyResponse> {
    private final String keyId;
    private final String policy;

    private SetKeyPolicyRequest(String keyId, String policy) {
        this.keyId = KeyId.ofKey(keyId).text();
        this.policy = Rules.policy(policy);
    }

    /**
     * Returns a request to replace the policy of a key.
     *
     * @param keyId its id or ARN; see {@link KeyId}
     * @param policy the policy, of up to 32,768 bytes; it takes the place of the stored one as a whole
     * @return the request
     * @throws IllegalArgumentException if the id is neither, or the policy is larger
     */
    public static SetKeyPolicyRequest of(String keyId, KeyPolicy policy) {
        return of(keyId, policy.toJson());
    }

    /**
     * Returns a request to replace the policy of a key.
     *
     * @param keyId its id or ARN; see {@link KeyId}
     * @param policy JSON of up to 32,768 bytes; it takes the place of the stored one as a whole
     * @return the request
     * @throws IllegalArgumentException if the id is neither, or the policy is larger
     * @throws io.opensesame.error.PolicyException if it is no key policy; says where
     */
    public static SetKeyPolicyRequest of(String keyId, String policy) {
        return new SetKeyPolicyRequest(keyId, policy);
    }

    /** {@return the id or ARN of the key} */
    public String keyId() {
        return keyId;
    }

    /** {@return the policy, as JSON} */
    public String policy() {
        return policy;
    }

    /** Leaves the policy out. */
    @Override
    public String toString() {
        return "SetKeyPolicyRequest[keyId=" + keyId + "]";
    }
}
