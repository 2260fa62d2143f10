package io.opensesame.policy.evaluation;

import io.opensesame.policy.Effect;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.Principal;
import io.opensesame.policy.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sets of policies without which a request is not allowed, and none of whose statements allows it, whatever denies
 * it. Computed for explanations alone.
 */
final class Gaps {
    private static final int MAX_NEAR_MISSES = 5;

    private final AccessRequest request;
    private final AccessPolicies policies;
    private final List<PolicySet> limits;
    private final boolean identity;
    private final boolean resource;
    private final List<PolicyStatement> denying;

    private Gaps(AccessRequest request, AccessPolicies policies) {
        this.request = request;
        this.policies = policies;
        List<PolicySet> asked = policies.asked(request);
        this.limits = asked.stream()
                .filter(set -> policies.limits().contains(set) && lacksAllow(set))
                .toList();
        boolean identityLacks = !request.isByRamIdentity() || lacksAllow(policies.identity());
        boolean resourceLacks = lacksAllow(policies.resource());
        boolean either = !request.needsBothSides();
        this.identity = !request.isFromOutsideOfRam() && identityLacks && (!either || resourceLacks);
        this.resource = resourceLacks && (!either || identityLacks);
        this.denying = asked.stream()
                .flatMap(set -> set.verdict(request).denying().stream())
                .toList();
    }

    static Gaps of(AccessRequest request, AccessPolicies policies) {
        return new Gaps(request, policies);
    }

    private boolean lacksAllow(PolicySet set) {
        return set.verdict(request).allowing().isEmpty();
    }

    boolean isEmpty() {
        return limits.isEmpty() && !identity && !resource;
    }

    /** Those of the control policies and the session policy that do not let it through. */
    List<PolicySet> inLimits() {
        return limits;
    }

    /** Whether the caller's own policies have to allow it, or could in place of the resource's, and do not. */
    boolean inIdentity() {
        return identity;
    }

    /** Whether the policy of the resource has to allow it, or could in place of the caller's, and does not. */
    boolean inResource() {
        return resource;
    }

    /** All statements that deny it, be it at a step that the evaluation did not come to. */
    List<PolicyStatement> denying() {
        return denying;
    }

    /** Those of what limits the caller first, since it is asked first; in each the nearest first. */
    List<NearMiss> nearMisses() {
        List<NearMiss> found = new ArrayList<>();
        if (request.principal().type() == Principal.Type.ACCOUNT) {
            return found; // whatever is allowed to an account as such, it cannot do elsewhere
        }
        limits.forEach(set -> found.addAll(nearMisses(List.of(set))));
        List<PolicySet> granting = new ArrayList<>();
        if (identity) {
            granting.add(policies.identity());
        }
        if (resource && policies.resource().isAboutItsResource(request)) {
            granting.add(policies.resource());
        }
        found.addAll(nearMisses(granting));
        return List.copyOf(found.subList(0, Math.min(MAX_NEAR_MISSES, found.size())));
    }

    private List<NearMiss> nearMisses(List<PolicySet> sets) {
        List<NearMiss> found = new ArrayList<>();
        Mismatches mismatches = new Mismatches(request);
        for (PolicySet set : sets) {
            for (PolicyStatement placed : set.statements()) {
                if (placed.statement().effect() == Effect.ALLOW) {
                    List<Mismatch> reasons = mismatches.of(set, placed.statement());
                    if (!reasons.isEmpty()) {
                        found.add(new NearMiss(placed, reasons));
                    }
                }
            }
        }
        found.sort(Comparator.comparingInt(NearMiss::distance));
        return found;
    }

    /** What each type of policy has to be given; empty if there is no such way. */
    Map<PolicyType, Statement> leastStatements() {
        boolean resourceHasToAllow = resource && (request.needsBothSides() || request.isFromOutsideOfRam());
        boolean identityCannot = identity && !request.isByRamIdentity();
        boolean resourceCannot = resourceHasToAllow
                && (policies.resource().isEmpty() || !policies.resource().hasSay(request) || !resourceTakesIt());
        if (identityCannot || resourceCannot || !denying.isEmpty()) {
            return Map.of();
        }
        Map<PolicyType, Statement> least = new LinkedHashMap<>();
        limits.forEach(limit -> least.put(limit.type(), ramStatement()));
        if (identity) {
            least.put(PolicyType.IDENTITY_POLICY, ramStatement());
        }
        if (resourceHasToAllow) {
            least.put(
                    policies.resource().type(),
                    resourceStatement(policies.resource().type()));
        }
        return Collections.unmodifiableMap(least);
    }

    /** Services and identity providers are principals of trust policies alone, and other policies are about KMS. */
    private boolean resourceTakesIt() {
        return policies.resource().type() == PolicyType.TRUST_POLICY
                || (request.isByRamIdentity() && request.action().startsWith("kms:"));
    }

    private Statement ramStatement() {
        return Statement.allow()
                .action(request.action())
                .resource(request.resource())
                .build();
    }

    private Statement resourceStatement(PolicyType type) {
        Statement.Builder statement =
                Statement.allow().principal(withoutSession(request.principal())).action(request.action());
        return type == PolicyType.TRUST_POLICY
                ? statement.build()
                : statement.resource("*").build();
    }

    private static Principal withoutSession(Principal caller) {
        return caller.type() == Principal.Type.RAM_ROLE ? Principal.ramRole(caller.accountId(), caller.name()) : caller;
    }
}
