package io.opensesame.kms.tag;

/**
 * The tags were put on.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: TagResource"
 */
public record TagResourceResponse(String requestId) {}
