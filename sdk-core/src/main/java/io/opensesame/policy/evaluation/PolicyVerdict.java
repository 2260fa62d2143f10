package io.opensesame.policy.evaluation;

import java.util.List;

/** What one set of policies says, by itself, about a request. */
record PolicyVerdict(AccessOutcome outcome, List<PolicyStatement> deciding) {
    static final PolicyVerdict SILENT = new PolicyVerdict(AccessOutcome.IMPLICIT_DENY, List.of());

    boolean allows() {
        return outcome == AccessOutcome.ALLOW;
    }

    boolean denies() {
        return outcome == AccessOutcome.EXPLICIT_DENY;
    }
}
