package io.opensesame.kms.key;

/**
 * A new key.
 *
 * @param keyMetadata what the key is
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: CreateKey"
 */
public record CreateKeyResponse(KeyMetadata keyMetadata, String requestId) {}
