package io.opensesame.localkms.engine.identity;

import java.time.Instant;

/**
 * A RAM user.
 *
 * @param identity its name
 * @param id what RAM calls it, whatever its name
 * @param profile what people know of it
 * @param createdAt when it was made
 * @param policies its own policies
 */
record User(Identity identity, String id, UserProfile profile, Instant createdAt, AttachedPolicies policies) {}
