package io.opensesame.jdbc.rotator;

import java.util.List;
import java.util.Optional;

/**
 * What a rotation did. It holds no value.
 *
 * @param secretName the secret's name or ARN, as it was given
 * @param account the account of the login that is current now
 * @param fromVersion the version that the new one took the place of; empty if that cannot be told any more
 * @param toVersion the version that is current now
 * @param steps the steps that this rotator did, in order; unmodifiable
 * @param resumed whether the rotation had been begun before, by a rotator that came to no end
 */
public record LoginRotation(
        String secretName,
        String account,
        Optional<String> fromVersion,
        String toVersion,
        List<RotationStep> steps,
        boolean resumed) {
    /**
     * Creates the report from a copy of what it is given.
     *
     * @param secretName the secret's name or ARN, as it was given
     * @param account the account of the login that is current now
     * @param fromVersion the version that the new one took the place of
     * @param toVersion the version that is current now
     * @param steps the steps that were done, in order
     * @param resumed whether the rotation had been begun before
     */
    public LoginRotation {
        steps = List.copyOf(steps);
    }

    /** {@return whether another rotator brought the rotation to its end meanwhile} */
    public boolean doneByAnother() {
        return !steps.contains(RotationStep.FINISH);
    }
}
