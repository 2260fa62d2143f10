package io.opensesame.kms.secret;

/**
 * A stage of a secret was moved.
 *
 * @param secretName the name of the secret
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: UpdateSecretVersionStage"
 */
public record UpdateSecretVersionStageResponse(String secretName, String requestId) {}
