package io.opensesame.kms.key;

/**
 * The deletion protection of the key was set.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: SetDeletionProtection"
 */
public record SetDeletionProtectionResponse(String requestId) {}
