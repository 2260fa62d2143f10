package io.opensesame.internal.ram.authorization;

import io.opensesame.error.PolicyException;
import io.opensesame.policy.RamPolicy;
import io.opensesame.ram.client.ManagedPolicyType;
import io.opensesame.ram.client.PolicyVersion;
import java.util.Optional;

/**
 * A version of a policy in RAM.
 *
 * @param type who made the policy
 * @param name its name
 * @param versionId which version it is
 * @param policy what it says; empty if it cannot be read
 * @param problem why it cannot be read; empty if it can
 */
record FoundPolicy(ManagedPolicyType type, String name, String versionId, Optional<RamPolicy> policy, String problem) {
    static FoundPolicy of(ManagedPolicyType type, String name, PolicyVersion version) {
        String id = version.versionId();
        if (version.document().isEmpty()) {
            return new FoundPolicy(type, name, id, Optional.empty(), "RAM did not say what it allows");
        }
        try {
            RamPolicy policy = RamPolicy.parse(version.document().get());
            return new FoundPolicy(type, name, id, Optional.of(policy), "");
        } catch (PolicyException e) {
            return new FoundPolicy(type, name, id, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    boolean isSamePolicyAs(FoundPolicy other) {
        return type == other.type && name.equals(other.name);
    }

    /** {@return name and version} */
    @Override
    public String toString() {
        return name + " (" + versionId + ")";
    }
}
