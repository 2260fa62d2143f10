package io.opensesame.kms.key;

import io.opensesame.kms.KeyId;

/**
 * Asks for the policy of a key in a KMS instance. Immutable.
 *
 * @see "KMS API reference: GetKeyPolicy"
 */
public final class GetKeyPolicyRequest implements KeyRequest<GetKeyPolicyResponse> {
    private final String keyId;

    private GetKeyPolicyRequest(String keyId) {
        this.keyId = KeyId.ofKey(keyId).text();
    }

    /**
     * Returns a request for the policy of a key.
     *
     * @param keyId its id or ARN; see {@link KeyId}
     * @return the request
     * @throws IllegalArgumentException if it is neither
     */
    public static GetKeyPolicyRequest of(String keyId) {
        return new GetKeyPolicyRequest(keyId);
    }

    /** {@return the id or ARN of the key} */
    public String keyId() {
        return keyId;
    }

    @Override
    public String toString() {
        return "GetKeyPolicyRequest[keyId=" + keyId + "]";
    }
}
