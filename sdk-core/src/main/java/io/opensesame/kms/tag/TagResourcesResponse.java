package io.opensesame.kms.tag;

/**
 * The tags were put on all of the resources.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: TagResources"
 */
public record TagResourcesResponse(String requestId) {}
