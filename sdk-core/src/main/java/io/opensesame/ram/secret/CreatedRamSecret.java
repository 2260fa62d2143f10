package io.opensesame.ram.secret;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A RAM secret that was created.
 *
 * @param secretName its name, {@code acs/ram/user/<user>}
 * @param arn its ARN
 * @param versionId the id of its first version, the current one
 * @param nextRotationDate when KMS rotates it for the first time; empty if it does so only when told to
 * @param warnings what is to be known about it, a sentence each, such as which AccessKey the first rotation deletes;
 *     they were logged too; unmodifiable
 */
public record CreatedRamSecret(
        String secretName, String arn, String versionId, Optional<Instant> nextRotationDate, List<String> warnings) {
    /**
     * Copies the warnings.
     *
     * @param secretName its name
     * @param arn its ARN
     * @param versionId the id of its first version
     * @param nextRotationDate when KMS rotates it for the first time
     * @param warnings what is to be known about it
     */
    public CreatedRamSecret {
        warnings = List.copyOf(warnings);
    }
}
