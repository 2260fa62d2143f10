package io.opensesame.policy.evaluation;

import io.opensesame.policy.PolicyType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What policies make of one request, and which of their statements did. Immutable. */
public final class AccessDecision {
    private final AccessRequest request;
    private final AccessOutcome outcome;
    private final @Nullable PolicyType decidedAt;
    private final List<PolicyStatement> deciding;

    AccessDecision(
            AccessRequest request,
            AccessOutcome outcome,
            @Nullable PolicyType decidedAt,
            List<PolicyStatement> deciding) {
        this.request = Objects.requireNonNull(request, "request");
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

    /** {@return the outcome and what it was decided by} */
    @Override
    public String toString() {
        return "AccessDecision[" + outcome + " for " + request + " by " + deciding + "]";
    }
}
