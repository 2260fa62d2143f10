package io.opensesame.kms.key;

/**
 * The description of the key was changed.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: UpdateKeyDescription"
 */
public record UpdateKeyDescriptionResponse(String requestId) {}
