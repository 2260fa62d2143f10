package io.opensesame.kms.key;

/**
 * The key is disabled.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: DisableKey"
 */
public record DisableKeyResponse(String requestId) {}
