package io.opensesame.jdbc.rotator;

import java.util.List;
import java.util.Optional;

/**
 * What a rotation would do, as things are now. It holds no value.
 *
 * @param secretName the secret's name or ARN, as it was given
 * @param strategy whose password would be changed
 * @param database the kind of database, such as {@code PostgreSQL}; empty if that was not found out
 * @param currentVersion the version that is current; empty if that was not found out
 * @param pendingVersion the version at the pending stage, if there is one: a rotation was begun
 * @param account the account whose password would be changed; empty if that was not found out
 * @param steps the steps that would be done, in order; unmodifiable
 * @param problems what would make the rotation fail; empty if nothing was found; unmodifiable
 */
public record LoginRotationPlan(
        String secretName,
        RotationStrategy strategy,
        Optional<String> database,
        Optional<String> currentVersion,
        Optional<String> pendingVersion,
        Optional<String> account,
        List<RotationStep> steps,
        List<String> problems) {
    /**
     * Creates the plan from a copy of what it is given.
     *
     * @param secretName the secret's name or ARN, as it was given
     * @param strategy whose password would be changed
     * @param database the kind of database
     * @param currentVersion the version that is current
     * @param pendingVersion the version at the pending stage
     * @param account the account whose password would be changed
     * @param steps the steps that would be done, in order
     * @param problems what would make the rotation fail
     */
    public LoginRotationPlan {
        steps = List.copyOf(steps);
        problems = List.copyOf(problems);
    }

    /** {@return whether nothing was found that would make the rotation fail} */
    public boolean isReady() {
        return problems.isEmpty();
    }
}
