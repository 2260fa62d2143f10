package io.opensesame.kms.tag;

/**
 * The tags were taken off.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: UntagResource"
 */
public record UntagResourceResponse(String requestId) {}
