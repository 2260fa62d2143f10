package io.opensesame.kms.key;

/**
 * The material of the key was imported.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: ImportKeyMaterial"
 */
public record ImportKeyMaterialResponse(String requestId) {}
