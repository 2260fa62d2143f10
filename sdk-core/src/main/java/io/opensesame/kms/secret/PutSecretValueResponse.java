package io.opensesame.kms.secret;

import io.opensesame.secrets.VersionStage;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A new version of a secret was put.
 *
 * @param secretName the name of the secret
 * @param versionId the id of the version
 * @param versionStages the stages that point at it now; unmodifiable
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: PutSecretValue"
 */
public record PutSecretValueResponse(
        String secretName, String versionId, Set<VersionStage> versionStages, String requestId) {
    /**
     * Creates the answer from a copy of what it is given.
     *
     * @param secretName the name of the secret
     * @param versionId the id of the version
     * @param versionStages the stages that point at it now; unmodifiable
     * @param requestId the id under which KMS knows the call, or an empty string
     */
    public PutSecretValueResponse {
        versionStages = Collections.unmodifiableSet(new LinkedHashSet<>(versionStages));
    }
}
