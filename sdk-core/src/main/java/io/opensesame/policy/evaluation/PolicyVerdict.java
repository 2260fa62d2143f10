package io.opensesame.policy.evaluation;

import java.util.List;

/** What one set of policies says, by itself, about a request: which of its statements allow it, and which deny it. */
record PolicyVerdict(List<PolicyStatement> allowing, List<PolicyStatement> denying) {
    static final PolicyVerdict SILENT = new PolicyVerdict(List.of(), List.of());

    boolean allows() {
        return denying.isEmpty() && !allowing.isEmpty();
    }

    boolean denies() {
        return !denying.isEmpty();
    }
}
