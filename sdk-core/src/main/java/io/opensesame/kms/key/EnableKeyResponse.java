package io.opensesame.kms.key;

/**
 * The key is enabled.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: EnableKey"
 */
public record EnableKeyResponse(String requestId) {}
