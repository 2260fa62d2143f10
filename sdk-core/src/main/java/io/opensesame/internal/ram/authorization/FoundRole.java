package io.opensesame.internal.ram.authorization;

import io.opensesame.error.PolicyException;
import io.opensesame.policy.Principal;
import io.opensesame.policy.TrustPolicy;
import io.opensesame.policy.evaluation.AccessDecision;
import io.opensesame.policy.evaluation.AccessPolicies;
import io.opensesame.policy.evaluation.AccessRequest;
import io.opensesame.policy.template.ManagedRamCredentials;
import io.opensesame.ram.authorization.RoleNaming;
import io.opensesame.ram.client.Role;
import java.util.List;
import java.util.Optional;

/**
 * A role of one of the two names, as it was found in RAM.
 *
 * @param naming which of the names it has
 * @param trust who may assume it; empty if that cannot be read
 * @param trustProblem why KMS may not assume it, or why that cannot be told; empty if it may
 * @param attached the default versions of the policies that are attached to it
 */
record FoundRole(RoleNaming naming, Optional<TrustPolicy> trust, String trustProblem, List<FoundPolicy> attached) {
    static final Principal KMS =
            ManagedRamCredentials.trustPolicy().statements().get(0).principals().get(0);

    static FoundRole of(RoleNaming naming, Role role, List<FoundPolicy> attached) {
        try {
            TrustPolicy trust = TrustPolicy.parse(role.trustPolicy());
            AccessDecision decision =
                    AccessPolicies.builder().build().onRole(trust).decide(assuming());
            String problem = decision.isAllowed() ? "" : decision.explanation();
            return new FoundRole(naming, Optional.of(trust), problem, attached);
        } catch (PolicyException e) {
            return new FoundRole(naming, Optional.empty(), "it cannot be read: " + e.getMessage(), attached);
        }
    }

    private static AccessRequest assuming() {
        return AccessRequest.builder(KMS, "sts:AssumeRole", AccessRequest.NO_RESOURCE)
                .build();
    }

    String name() {
        return naming.roleName();
    }

    boolean isTrusted() {
        return trustProblem.isEmpty();
    }

    boolean hasAttached(FoundPolicy policy) {
        return attached.stream().anyMatch(policy::isSamePolicyAs);
    }
}
