package io.opensesame.ram.client;

import java.time.Instant;
import java.util.Optional;

/**
 * One version of a policy.
 *
 * @param versionId its id, such as {@code v1}
 * @param isDefault whether it is the one that counts
 * @param document what it says, as RAM has it; empty in answers that leave it out
 * @param createdAt when it was made, if RAM says so
 */
public record PolicyVersion(
        String versionId, boolean isDefault, Optional<String> document, Optional<Instant> createdAt) {}
