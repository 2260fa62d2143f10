package io.opensesame.kms.key;

/**
 * The automatic rotation of the key was set.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: UpdateRotationPolicy"
 */
public record UpdateRotationPolicyResponse(String requestId) {}
