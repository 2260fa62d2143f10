package io.opensesame.ram.secret;

import io.opensesame.kms.secret.AutomaticRotation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a RAM secret is doing.
 *
 * @param secretName its name, {@code acs/ram/user/<user>}
 * @param arn its ARN
 * @param userName the RAM user whose AccessKey it holds
 * @param automaticRotation whether KMS rotates it by itself, or fails to
 * @param rotationInterval the time between two rotations, while automatic rotation is on or broken
 * @param lastRotationDate when it was last rotated, once it was
 * @param nextRotationDate when the next rotation is due, while automatic rotation is on or broken
 * @param previousVersionId the version at {@code ACSPrevious}, whose AccessKey works until KMS deletes both; not known
 *     of a secret that is to be deleted
 * @param plannedDeleteTime when it is gone for good; empty if it is not to be deleted
 */
public record RamSecretState(
        String secretName,
        String arn,
        String userName,
        AutomaticRotation automaticRotation,
        Optional<Duration> rotationInterval,
        Optional<Instant> lastRotationDate,
        Optional<Instant> nextRotationDate,
        Optional<String> previousVersionId,
        Optional<Instant> plannedDeleteTime) {
    /**
     * {@return whether automatic rotation is broken and needs somebody: the role, a permission or the user is missing}
     */
    public boolean isRotationBroken() {
        return automaticRotation.equals(AutomaticRotation.INVALID);
    }

    /**
     * {@return whether a rotation is under way: both AccessKeys work, and KMS takes neither another rotation nor
     * another interval until it deletes the previous one. Not before the first rotation, though a secret of two
     * AccessKeys has a previous version from the beginning}
     */
    public boolean isRotating() {
        return lastRotationDate.isPresent() && previousVersionId.isPresent();
    }
}
