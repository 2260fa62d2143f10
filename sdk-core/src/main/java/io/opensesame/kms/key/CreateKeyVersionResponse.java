package io.opensesame.kms.key;

/**
 * A new version of a key.
 *
 * @param keyVersion the version
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: CreateKeyVersion"
 */
public record CreateKeyVersionResponse(KeyVersion keyVersion, String requestId) {}
