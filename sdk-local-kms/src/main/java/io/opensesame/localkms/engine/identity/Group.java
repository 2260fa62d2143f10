package io.opensesame.localkms.engine.identity;

import java.util.LinkedHashSet;
import java.util.Set;

/** A user group: its policies are its members' too. */
final class Group {
    private final AttachedPolicies policies = new AttachedPolicies(IdentityType.GROUP);
    private final Set<String> members = new LinkedHashSet<>();

    AttachedPolicies policies() {
        return policies;
    }

    /** Returns the names of its members, for changes too. */
    Set<String> members() {
        return members;
    }
}
