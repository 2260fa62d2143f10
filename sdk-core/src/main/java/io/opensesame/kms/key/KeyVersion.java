package io.opensesame.kms.key;

import java.time.Instant;

/**
 * One version of a key.
 *
 * @param keyId the id of the key
 * @param keyVersionId the id of the version
 * @param creationDate when it was made
 * @see "KMS API reference: DescribeKeyVersion"
 */
public record KeyVersion(String keyId, String keyVersionId, Instant creationDate) {}
