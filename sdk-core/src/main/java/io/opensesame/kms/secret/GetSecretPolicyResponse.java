package io.opensesame.kms.secret;

/**
 * The policy of a secret.
 *
 * @param policy the policy, as JSON
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: GetSecretPolicy"
 */
public record GetSecretPolicyResponse(String policy, String requestId) {}
