package io.opensesame.localkms.engine.identity;

import java.time.Instant;
import java.util.List;

/** A policy that can be attached to users, groups and roles. Whatever it is attached to, its default version counts. */
interface ManagedPolicy {
    /** Returns who made it. */
    PolicyKind kind();

    /** Returns its name, which is unique among those of its kind in one account. */
    String name();

    /** Returns what it is for; may be empty. */
    String description();

    /** Returns its versions, the oldest first. */
    List<PolicyVersion> versions();

    /** Returns the version that counts. */
    PolicyVersion defaultVersion();

    /** Returns the version of that id, or refuses. */
    default PolicyVersion version(String id) {
        return versions().stream()
                .filter(version -> version.id().equals(id))
                .findFirst()
                .orElseThrow(() -> IdentityRefusals.notExist(
                        "Policy.Version", "The policy '" + name() + "' has no version '" + id + "'."));
    }

    /** Returns when it was made. */
    Instant createdAt();

    /** Returns when it was last changed. */
    Instant updatedAt();
}
