package io.opensesame.kms.secret;

/**
 * The rotation of a managed secret was begun.
 *
 * @param arn the ARN of the secret
 * @param secretName the name of the secret
 * @param versionId the id of the new version
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: RotateSecret"
 */
public record RotateSecretResponse(String arn, String secretName, String versionId, String requestId) {}
