package io.opensesame.kms.secret;

/**
 * Why one read of a batch failed.
 *
 * @param secretName the name of the secret
 * @param code the service's error code
 * @param httpStatus the HTTP status that a single read would have had; 0 if KMS gave none
 * @param message the service's own words
 * @see "KMS API reference: BatchGetSecretValue"
 */
public record BatchFailure(String secretName, String code, int httpStatus, String message) {}
