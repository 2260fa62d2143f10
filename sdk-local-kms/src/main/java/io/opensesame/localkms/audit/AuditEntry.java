package io.opensesame.localkms.audit;

import io.opensesame.policy.evaluation.AccessDecision;
import io.opensesame.policy.evaluation.AccessOutcome;
import io.opensesame.policy.evaluation.PolicyStatement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** One permission that a call needed, and whether the caller had it. Immutable. */
public final class AuditEntry {
    private final Instant time;
    private final String operation;
    private final AccessDecision decision;

    /**
     * Creates an entry.
     *
     * @param time when the call was performed, by LocalKms's clock
     * @param operation the operation called
     * @param decision what was decided
     */
    public AuditEntry(Instant time, String operation, AccessDecision decision) {
        this.time = Objects.requireNonNull(time, "time");
        this.operation = Objects.requireNonNull(operation, "operation");
        this.decision = Objects.requireNonNull(decision, "decision");
    }

    /** {@return when the call was performed, by LocalKms's clock} */
    public Instant time() {
        return time;
    }

    /** {@return the operation called, such as {@code GetSecretValue}} */
    public String operation() {
        return operation;
    }

    /** {@return the caller's ARN, such as {@code acs:ram::<account>:user/<name>}} */
    public String principalArn() {
        return decision.request().principal().toString();
    }

    /** {@return the action that the call needed, such as {@code kms:GetSecretValue}} */
    public String action() {
        return decision.request().action();
    }

    /** {@return the ARN of what it needed the action on, or {@code *} if on no resource} */
    public String resource() {
        return decision.request().resource();
    }

    /** {@return whether the caller had the permission} */
    public boolean isAllowed() {
        return decision.isAllowed();
    }

    /** {@return what policies made of it} */
    public AccessOutcome outcome() {
        return decision.outcome();
    }

    /** {@return the statements that allowed it, or those that denied it; empty for an owner and an implicit deny} */
    public List<PolicyStatement> decidingStatements() {
        return decision.decidingStatements();
    }

    /** {@return in a few sentences why, and for a denial what is nearest to allowing it and what would} */
    public String explanation() {
        return decision.explanation();
    }

    /** {@return the decision with all that led to it, the values of condition keys included} */
    public AccessDecision decision() {
        return decision;
    }

    /** {@return who called what, what it needed, and the outcome} */
    @Override
    public String toString() {
        return time + " " + principalArn() + " " + operation + ": " + action() + " on " + resource() + ": " + outcome()
                + (decidingStatements().isEmpty() ? "" : " by " + decidingStatements());
    }
}
