package io.opensesame.policy.catalogue;

import java.util.List;
import java.util.Objects;

/**
 * A policy that Alibaba Cloud made and keeps: it is attached by name, and changes for every holder at once when Alibaba
 * Cloud changes it. Immutable.
 *
 * @see "RAM documentation: system policies, the pages of the single policies"
 */
public final class SystemPolicy {
    private final String name;
    private final String description;
    private final boolean forServiceRole;
    private final List<SystemPolicyVersion> versions;

    SystemPolicy(String name, String description, boolean forServiceRole, List<SystemPolicyVersion> versions) {
        this.name = Objects.requireNonNull(name, "name");
        this.description = Objects.requireNonNull(description, "description");
        this.forServiceRole = forServiceRole;
        this.versions = List.copyOf(versions);
    }

    /** {@return its name, such as {@code AliyunKMSSecretUserAccess}} */
    public String name() {
        return name;
    }

    /** {@return what it is for, in words} */
    public String description() {
        return description;
    }

    /** {@return whether it is for the role of a cloud service, rather than for users, groups and roles of one's own} */
    public boolean isForServiceRole() {
        return forServiceRole;
    }

    /** {@return the versions that were published with their documents, the newest first; unmodifiable, never empty} */
    public List<SystemPolicyVersion> versions() {
        return versions;
    }

    /** {@return the newest version that this library knows; there may be a newer one by now} */
    public SystemPolicyVersion current() {
        return versions.get(0);
    }

    /** {@return its name and the version that this library knows} */
    @Override
    public String toString() {
        return name + " " + current();
    }
}
