package io.opensesame.kms.secret;

/**
 * The policy of a secret was replaced.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: SetSecretPolicy"
 */
public record SetSecretPolicyResponse(String requestId) {}
