package io.opensesame.policy.evaluation;

import io.opensesame.policy.PolicyType;
import io.opensesame.policy.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What policies make of one request, and which of their statements did. Immutable. */
public final class AccessDecision {
    private final AccessRequest request;
    private final AccessPolicies policies;
    private final AccessOutcome outcome;
    private final @Nullable PolicyType decidedAt;
    private final List<PolicyStatement> deciding;

    AccessDecision(
            AccessRequest request,
            AccessPolicies policies,
            AccessOutcome outcome,
            @Nullable PolicyType decidedAt,
            List<PolicyStatement> deciding) {
        this.request = Objects.requireNonNull(request, "request");
        this.policies = Objects.requireNonNull(policies, "policies");
        this.outcome = Objects.requireNonNull(outcome, "outcome");
        this.decidedAt = decidedAt;
        this.deciding = List.copyOf(deciding);
    }

    /** {@return the request that was decided} */
    public AccessRequest request() {
        return request;
    }

    /** {@return what became of it} */
    public AccessOutcome outcome() {
        return outcome;
    }

    /** {@return whether it is allowed} */
    public boolean isAllowed() {
        return outcome == AccessOutcome.ALLOW;
    }

    /**
     * Returns which kind of policy ended the evaluation: the one that allows, the one that denies, or the first that
     * would have had to allow and does not.
     *
     * @return the kind, or empty if no policy was asked, since the account that owns the resource may do everything
     */
    public Optional<PolicyType> decidedAt() {
        return Optional.ofNullable(decidedAt);
    }

    /** {@return the statements that allow it, or those that deny it; empty for an implicit deny; unmodifiable} */
    public List<PolicyStatement> decidingStatements() {
        return deciding;
    }

    /**
     * Returns the statements that allow something much like it, nearest first, each with why it does not allow this.
     * They are of the policies that would have had to allow it; for an explicit deny, of those that would not allow it
     * either once the deny is gone. At most five; computed at each call.
     *
     * @return the statements; empty if it is allowed, or nothing comes near; unmodifiable
     */
    public List<NearMiss> nearestMisses() {
        return isAllowed() ? List.of() : Gaps.of(request, policies).nearMisses();
    }

    /**
     * Returns the least statements with which it would be allowed, by the type of policy that each has to be added to:
     * across accounts these can be two. They have no conditions: where but a condition of a statement was not met, they
     * allow more than the author of that statement meant to.
     *
     * @return the statements; empty if it is allowed, if a statement denies it, which no other can outweigh, or if no
     *     statement can help, as when the secret of another account bears no policy; unmodifiable
     */
    public Map<PolicyType, Statement> leastStatements() {
        return outcome == AccessOutcome.IMPLICIT_DENY
                ? Gaps.of(request, policies).leastStatements()
                : Map.of();
    }

    /**
     * Explains the decision to a person in one to a few sentences: what it was decided by, and for an implicit deny
     * what is missing and which statement comes nearest. Computed at each call.
     *
     * @return the sentences, on one line
     */
    public String explanation() {
        return new Explanation(this, policies).text();
    }

    /** {@return the outcome and what it was decided by} */
    @Override
    public String toString() {
        return "AccessDecision[" + outcome + " for " + request + " by " + deciding + "]";
    }
}
