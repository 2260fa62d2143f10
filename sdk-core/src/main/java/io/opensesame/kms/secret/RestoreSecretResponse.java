package io.opensesame.kms.secret;

/**
 * The deletion of a secret was cancelled.
 *
 * @param secretName the name of the secret
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: RestoreSecret"
 */
public record RestoreSecretResponse(String secretName, String requestId) {}
