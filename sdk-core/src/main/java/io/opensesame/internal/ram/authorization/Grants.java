package io.opensesame.internal.ram.authorization;

import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.evaluation.AccessDecision;
import io.opensesame.policy.evaluation.AccessOutcome;
import io.opensesame.policy.evaluation.AccessPolicies;
import io.opensesame.policy.evaluation.AccessRequest;
import io.opensesame.ram.authorization.LackingPermission;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts what rotation does to policies of a role, all at once or one by one.
 *
 * <p>Which condition keys KMS's calls have is not known, so that they are taken to have none: what is allowed under a
 * condition is not counted on.
 */
final class Grants {
    private final List<AccessRequest> requests;
    private final Function<AccessRequest, Optional<String>> user;

    /**
     * Creates it for one role.
     *
     * @param seen all policies that users may be named in, so that each question is about the same users
     */
    Grants(Scope scope, String roleName, Collection<FoundPolicy> seen) {
        List<RamPolicy> policies =
                seen.stream().flatMap(found -> found.policy().stream()).toList();
        String stranger = scope.stranger(policies);
        this.requests = scope.requests(roleName, policies);
        this.user = request -> scope.userOf(request, stranger);
    }

    /** Whether these policies together allow all that rotation does; one that cannot be read may deny it. */
    boolean suffice(Collection<FoundPolicy> policies) {
        return policies.stream().allMatch(found -> found.policy().isPresent())
                && lacking(policies).isEmpty();
    }

    /** What these policies together do not allow, as far as they can be read. */
    List<LackingPermission> lacking(Collection<FoundPolicy> policies) {
        return refusals(policies).stream()
                .map(refusal -> new LackingPermission(
                        refusal.request().action(), user.apply(refusal.request()), refusal.explanation()))
                .toList();
    }

    /** Whether a policy denies something that rotation does, whatever others allow, or may do so unread. */
    boolean isObstacle(FoundPolicy policy) {
        return policy.policy().isEmpty()
                || refusals(List.of(policy)).stream()
                        .anyMatch(refusal -> refusal.outcome() == AccessOutcome.EXPLICIT_DENY);
    }

    /** Why a policy is an obstacle. */
    String obstacle(FoundPolicy policy) {
        return refusals(List.of(policy)).stream()
                .filter(refusal -> refusal.outcome() == AccessOutcome.EXPLICIT_DENY)
                .findFirst()
                .map(refusal -> refusal.decidingStatements().get(0) + " denies "
                        + refusal.request().action() + " on "
                        + refusal.request().resource())
                .orElseGet(() -> policy + " cannot be read, and may deny what rotation does: " + policy.problem());
    }

    private List<AccessDecision> refusals(Collection<FoundPolicy> policies) {
        AccessPolicies.Builder builder = AccessPolicies.builder();
        for (FoundPolicy found : policies) {
            found.policy().ifPresent(policy -> builder.identity(found.name(), policy));
        }
        AccessPolicies decided = builder.build();
        return requests.stream()
                .map(decided::decide)
                .filter(decision -> !decision.isAllowed())
                .toList();
    }
}
