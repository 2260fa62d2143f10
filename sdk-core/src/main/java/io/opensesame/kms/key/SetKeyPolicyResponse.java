package io.opensesame.kms.key;

/**
 * The policy of a key was replaced.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: SetKeyPolicy"
 */
public record SetKeyPolicyResponse(String requestId) {}
