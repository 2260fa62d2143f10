package io.opensesame.localkms.engine.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy that an account made: one to five versions, numbered in the order of their making, of which one is the
 * default. A number is never used again. Not thread-safe.
 */
final class CustomPolicy implements ManagedPolicy {
    static final int MAX_VERSIONS = 5;

    private final String name;
    private final String description;
    private final Instant createdAt;
    private final List<PolicyVersion> versions = new ArrayList<>();
    private Instant updatedAt;
    private PolicyVersion defaultVersion;
    private int lastNumber;

    CustomPolicy(String name, String description, PolicyDocument document, Instant now) {
        this.name = name;
        this.description = description;
        this.createdAt = now;
        this.updatedAt = now;
        this.defaultVersion = newVersion(document, now);
        versions.add(defaultVersion);
    }

    @Override
    public PolicyKind kind() {
        return PolicyKind.CUSTOM;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<PolicyVersion> versions() {
        return List.copyOf(versions);
    }

    @Override
    public PolicyVersion defaultVersion() {
        return defaultVersion;
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }

    @Override
    public Instant updatedAt() {
        return updatedAt;
    }

    /** Makes room for a version by the deletion of the oldest one that is not the default, if there are five. */
    void dropOldestIfFull() {
        if (versions.size() == MAX_VERSIONS) {
            versions.remove(versions.get(0).equals(defaultVersion) ? 1 : 0);
        }
    }

    PolicyVersion add(PolicyDocument document, Instant now) {
        if (versions.size() == MAX_VERSIONS) {
            throw IdentityRefusals.limitExceeded(
                    "Policy.Version", "The policy '" + name + "' has " + MAX_VERSIONS + " versions already.");
        }
        PolicyVersion version = newVersion(document, now);
        versions.add(version);
        updatedAt = now;
        return version;
    }

    void makeDefault(String id, Instant now) {
        defaultVersion = version(id);
        updatedAt = now;
    }

    void delete(String id, Instant now) {
        PolicyVersion version = version(id);
        if (version.equals(defaultVersion)) {
            throw IdentityRefusals.deleteConflict(
                    "Policy.Version.Default", "Version '" + id + "' is the default of the policy '" + name + "'.");
        }
        versions.remove(version);
        updatedAt = now;
    }

    private PolicyVersion newVersion(PolicyDocument document, Instant now) {
        lastNumber++;
        return new PolicyVersion("v" + lastNumber, document, now);
    }
}
