package io.opensesame.kms.key;

/**
 * The imported material of the key was deleted.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: DeleteKeyMaterial"
 */
public record DeleteKeyMaterialResponse(String requestId) {}
