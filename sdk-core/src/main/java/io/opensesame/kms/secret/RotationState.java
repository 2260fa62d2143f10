package io.opensesame.kms.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How KMS rotates a managed secret. Every part is empty for Generic secrets.
 *
 * @param automaticRotation whether KMS rotates it by itself
 * @param interval the time between two rotations, while rotation is on or broken
 * @param nextRotationDate when the next rotation is due, while rotation is on or broken
 * @param lastRotationDate when it was last rotated, once it was
 * @see "KMS API reference: DescribeSecret"
 */
public record RotationState(
        Optional<AutomaticRotation> automaticRotation,
        Optional<Duration> interval,
        Optional<Instant> nextRotationDate,
        Optional<Instant> lastRotationDate) {

    /** The state of a secret that KMS does not rotate. */
    public static final RotationState NONE =
            new RotationState(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
