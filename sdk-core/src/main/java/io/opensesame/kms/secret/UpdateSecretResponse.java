package io.opensesame.kms.secret;

/**
 * The description of a secret was changed.
 *
 * @param secretName the name of the secret
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: UpdateSecret"
 */
public record UpdateSecretResponse(String secretName, String requestId) {}
