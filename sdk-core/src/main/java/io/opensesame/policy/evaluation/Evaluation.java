package io.opensesame.policy.evaluation;

import io.opensesame.policy.PolicyType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The way of one request through the policies, in the order in which RAM goes. */
final class Evaluation {
    /*
     * 1. The account that owns the resource may do everything, but assume a role.
     * 2. Control policies, then the session policy, where there are any: whatever they do not allow ends here. They bind
     *    RAM users and roles alone.
     * 3. A, the caller's own policies, and B, that of the resource. Only RAM users and roles have A; B is silent on
     *    resources and actions that it is not for.
     * 4. A Deny in either ends it. Within an account A or B has to allow, across accounts and to assume a role A and B,
     *    and for services and identity providers B.
     */

    private final AccessRequest request;
    private final AccessPolicies policies;

    Evaluation(AccessRequest request, AccessPolicies policies) {
        this.request = request;
        this.policies = policies;
    }

    AccessDecision decide() {
        if (request.isByOwner()) {
            return decision(AccessOutcome.ALLOW, null, List.of());
        }
        if (request.isByRamIdentity()) {
            for (PolicySet limits : policies.limits()) {
                PolicyVerdict verdict = limits.verdict(request);
                if (!limits.isEmpty() && !verdict.allows()) {
                    return refusal(limits.type(), verdict.denying());
                }
            }
        }
        return combine(
                request.isByRamIdentity() ? policies.identity().verdict(request) : PolicyVerdict.SILENT,
                policies.resource().verdict(request));
    }

    private AccessDecision combine(PolicyVerdict byIdentity, PolicyVerdict byResource) {
        PolicyType identityType = PolicyType.IDENTITY_POLICY;
        PolicyType resourceType = policies.resource().type();
        if (byIdentity.denies() || byResource.denies()) {
            return refusal(
                    byIdentity.denies() ? identityType : resourceType,
                    both(byIdentity.denying(), byResource.denying()));
        }
        if (!byIdentity.allows() && (request.needsBothSides() || !byResource.allows())) {
            return refusal(request.isFromOutsideOfRam() ? resourceType : identityType, List.of());
        }
        if (request.needsBothSides() && !byResource.allows()) {
            return refusal(resourceType, List.of());
        }
        return decision(
                AccessOutcome.ALLOW,
                byIdentity.allows() ? identityType : resourceType,
                both(byIdentity.allowing(), byResource.allowing()));
    }

    private AccessDecision refusal(PolicyType decidedAt, List<PolicyStatement> denying) {
        AccessOutcome outcome = denying.isEmpty() ? AccessOutcome.IMPLICIT_DENY : AccessOutcome.EXPLICIT_DENY;
        return decision(outcome, decidedAt, denying);
    }

    private AccessDecision decision(
            AccessOutcome outcome, @Nullable PolicyType decidedAt, List<PolicyStatement> deciding) {
        return new AccessDecision(request, policies, outcome, decidedAt, deciding);
    }

    private static List<PolicyStatement> both(List<PolicyStatement> byIdentity, List<PolicyStatement> byResource) {
        return Stream.concat(byIdentity.stream(), byResource.stream()).toList();
    }
}
