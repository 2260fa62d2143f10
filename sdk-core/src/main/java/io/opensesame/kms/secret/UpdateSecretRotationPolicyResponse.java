package io.opensesame.kms.secret;

/**
 * The automatic rotation of a secret was set.
 *
 * @param secretName the name of the secret
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: UpdateSecretRotationPolicy"
 */
public record UpdateSecretRotationPolicyResponse(String secretName, String requestId) {}
