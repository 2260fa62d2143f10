package io.opensesame.ram.secret;

import java.time.Duration;
import java.time.Instant;

/**
 * Creates, rotates, changes and deletes secrets of type RAMCredentials, which hold the AccessKey of a RAM user and
 * which KMS rotates in RAM by itself.
 *
 * <pre>{@code
 * CreatedRamSecret created = sesame.ram().secrets().create(NewRamSecret.builder("app", current)
 *         .rotationInterval(Duration.ofDays(30))
 *         .build());
 * }</pre>
 *
 * <p>KMS names such a secret after its user; {@link #nameOf} says how. Every method but {@link #create} first asks KMS
 * what the secret is (DescribeSecret), and refuses one of another type by a {@link RamSecretException} before anything
 * is changed. Bad input is refused by an {@link IllegalArgumentException} before anything is sent. Besides, they throw
 * {@link io.opensesame.error.SecretNotFoundException} if there is no such secret, and what any call to KMS throws.
 *
 * <p>Thread-safe; it works until the {@code OpenSesame} it is from is closed. Every method blocks for a few calls.
 *
 * @see "KMS documentation: manage and use RAM secrets"
 */
public interface ManagedRamSecrets {
    /**
     * Returns the name under which KMS keeps the AccessKey of a RAM user.
     *
     * @param userName the user's name, such as {@code app}
     * @return the secret's name, such as {@code acs/ram/user/app}
     */
    static String nameOf(String userName) {
        return NewRamSecret.NAME_PREFIX + NewRamSecret.checkedUserName(userName);
    }

    /**
     * Creates a secret that takes over all AccessKeys of a RAM user.
     *
     * <p>Whatever can be wrong is looked at before: that the user exists, that the AccessKeys given are the user's, all
     * of them and no others, and that KMS is authorized to rotate them. An AccessKey's secret cannot be looked at: RAM
     * tells it once. A wrong one is put right by the first rotation. The secret itself is created last, so that nothing
     * is half done if something is in the way.
     *
     * <p>It needs the permissions {@code ram:ListAccessKeys} and {@code kms:CreateSecret}, {@code kms:GenerateDataKey}
     * where a key of one's own encrypts it, and those of
     * {@link io.opensesame.ram.authorization.RamAuthorization#requiredPermissionsToCheck}; without the latter it is
     * created all the same, with a warning.
     *
     * @param secret what to create
     * @return its name and version, and what is to be known about it
     * @throws RamSecretException if the user has an AccessKey that was not given, or a given one is not the user's; or
     *     if KMS is not authorized, unless the secret is {@linkplain NewRamSecret.Builder#authorizationUnchecked
     *     created all the same}
     * @throws io.opensesame.error.ResourceNotFoundException with the code {@code EntityNotExist.User} if there is no
     *     such user
     * @throws io.opensesame.error.ResourceExistsException if the user has a secret already
     * @throws io.opensesame.error.PendingDeletionException if the user had one that still can be restored
     */
    CreatedRamSecret create(NewRamSecret secret);

    /**
     * Tells how a secret is doing (DescribeSecret, ListSecretVersionIds).
     *
     * @param secretName its name or ARN
     * @return its state as of now
     * @throws RamSecretException if it is of another type
     */
    RamSecretState describe(String secretName);

    /**
     * Rotates a secret now (RotateSecret): KMS makes a new AccessKey, which becomes the current value. The one before
     * goes on working until the rotation window ends, from 10 minutes to 2 days later as the console has it set, and is
     * then deleted. KMS allows 50 rotations an hour and account.
     *
     * @param secretName its name or ARN
     * @return the id of the new version
     * @throws RamSecretException if it is of another type, or a rotation is under way
     * @throws io.opensesame.error.KmsServiceException if KMS could not do it in RAM, with RAM's own code:
     *     {@code EntityNotExist.Role} or {@code NoPermission} if it is not authorized, {@code EntityNotExist.User} if
     *     the user is gone; the message says what to do. That these codes arrive as they are is inferred
     */
    String rotate(String secretName);

    /**
     * Has KMS rotate a secret by itself from now on, or at another interval (UpdateSecretRotationPolicy). The next
     * rotation is one interval after the last one, or after the creation: at once, if that is past.
     *
     * @param secretName its name or ARN
     * @param rotationInterval the time between two rotations, 6 to 8,760 hours in whole seconds
     * @throws RamSecretException if it is of another type, or a rotation is under way
     */
    void changeInterval(String secretName, Duration rotationInterval);

    /**
     * Has KMS no longer rotate a secret by itself (UpdateSecretRotationPolicy).
     *
     * @param secretName its name or ARN
     * @throws RamSecretException if it is of another type, or a rotation is under way
     */
    void stopAutomaticRotation(String secretName);

    /**
     * Deletes a secret, which can be restored for 30 days. The AccessKeys stay in RAM, and go on working.
     *
     * @param secretName its name or ARN
     * @return when it is gone for good
     * @throws RamSecretException if it is of another type
     * @throws io.opensesame.error.PendingDeletionException if it was deleted before
     */
    Instant delete(String secretName);

    /**
     * Deletes a secret, which can be restored for some days. The AccessKeys stay in RAM, and go on working.
     *
     * @param secretName its name or ARN
     * @param recoveryWindow how long it can be restored, 7 to 30 whole days
     * @return when it is gone for good
     * @throws RamSecretException if it is of another type
     * @throws io.opensesame.error.PendingDeletionException if it was deleted before
     */
    Instant delete(String secretName, Duration recoveryWindow);

    /**
     * Deletes a secret at once and for good. The AccessKeys stay in RAM, and go on working; a secret that nobody else
     * knows is lost with it.
     *
     * @param secretName its name or ARN
     * @throws RamSecretException if it is of another type
     */
    void deleteNow(String secretName);

    /**
     * Cancels the deletion of a secret.
     *
     * @param secretName its name or ARN
     * @throws RamSecretException if it is of another type
     * @throws io.opensesame.error.KmsServiceException with the code {@code Rejected.ResourceInUse} if it is not to be
     *     deleted
     */
    void restore(String secretName);
}
