package io.opensesame.kms.secret;

import java.time.Instant;

/**
 * When a secret will be deleted, or was.
 *
 * @param secretName the name of the secret
 * @param plannedDeleteTime the end of the recovery window; the present, if it was deleted without recovery
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: DeleteSecret"
 */
public record DeleteSecretResponse(String secretName, Instant plannedDeleteTime, String requestId) {}
