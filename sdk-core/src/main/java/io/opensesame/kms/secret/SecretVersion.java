package io.opensesame.kms.secret;

import io.opensesame.secrets.VersionStage;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One version of a secret, without its value.
 *
 * @param versionId the id of the version
 * @param createTime when the version was put
 * @param versionStages the stages that point at it; none if it is deprecated; unmodifiable
 * @see "KMS API reference: ListSecretVersionIds"
 */
public record SecretVersion(String versionId, Optional<Instant> createTime, Set<VersionStage> versionStages) {
    /**
     * Creates the answer from a copy of what it is given.
     *
     * @param versionId the id of the version
     * @param createTime when the version was put
     * @param versionStages the stages that point at it; none if it is deprecated; unmodifiable
     */
    public SecretVersion {
        versionStages = Collections.unmodifiableSet(new LinkedHashSet<>(versionStages));
    }
}
