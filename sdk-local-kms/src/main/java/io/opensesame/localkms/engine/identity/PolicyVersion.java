package io.opensesame.localkms.engine.identity;

import java.time.Instant;

/**
 * A version of a policy.
 *
 * @param id its id, such as {@code v1}
 * @param document what it says
 * @param createdAt when it was made
 */
record PolicyVersion(String id, PolicyDocument document, Instant createdAt) {}
