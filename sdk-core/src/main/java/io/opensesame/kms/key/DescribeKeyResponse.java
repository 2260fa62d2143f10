package io.opensesame.kms.key;

/**
 * What a key is.
 *
 * @param keyMetadata what the key is
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: DescribeKey"
 */
public record DescribeKeyResponse(KeyMetadata keyMetadata, String requestId) {}
