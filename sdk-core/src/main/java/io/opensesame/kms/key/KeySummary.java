package io.opensesame.kms.key;

/**
 * One key, as a list shows it.
 *
 * @param keyId the id of the key
 * @param arn its ARN
 * @see "KMS API reference: ListKeys"
 */
public record KeySummary(String keyId, String arn) {}
