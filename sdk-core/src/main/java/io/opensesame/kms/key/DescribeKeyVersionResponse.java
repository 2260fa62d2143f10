package io.opensesame.kms.key;

/**
 * A version of a key.
 *
 * @param keyVersion the version
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: DescribeKeyVersion"
 */
public record DescribeKeyVersionResponse(KeyVersion keyVersion, String requestId) {}
