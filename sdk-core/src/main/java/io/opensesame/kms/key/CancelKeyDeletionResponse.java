package io.opensesame.kms.key;

/**
 * The deletion of the key is cancelled.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: CancelKeyDeletion"
 */
public record CancelKeyDeletionResponse(String requestId) {}
