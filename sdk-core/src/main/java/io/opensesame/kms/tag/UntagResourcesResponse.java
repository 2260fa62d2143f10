package io.opensesame.kms.tag;

/**
 * The tags were taken off all of the resources.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: UntagResources"
 */
public record UntagResourcesResponse(String requestId) {}
