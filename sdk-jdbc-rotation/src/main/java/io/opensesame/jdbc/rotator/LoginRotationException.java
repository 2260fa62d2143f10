package io.opensesame.jdbc.rotator;

import io.opensesame.error.OpenSesameException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a rotation could not be done, or not to its end. The secret tells how far it came: another rotation goes
 * on from there. Its message says what to do; neither it nor its cause holds a password.
 */
public final class LoginRotationException extends OpenSesameException {
    /** The step that failed. */
    private final RotationStep step;

    /** The secret. */
    private final String secretName;

    /** Whether the reason is another rotator. */
    private final boolean lockHeldByAnother;

    LoginRotationException(RotationStep step, String secretName, String message, @Nullable Throwable cause) {
        this(step, secretName, message, cause, false);
    }

    private LoginRotationException(
            RotationStep step,
            String secretName,
            String message,
            @Nullable Throwable cause,
            boolean lockHeldByAnother) {
        super("rotating the login in secret '" + secretName + "' failed at step " + step + ": " + message, cause);
        this.step = step;
        this.secretName = secretName;
        this.lockHeldByAnother = lockHeldByAnother;
    }

    static LoginRotationException locked(String secretName, Duration wait) {
        return new LoginRotationException(
                RotationStep.LOCK,
                secretName,
                "another session holds its lock for more than " + wait
                        + ": another rotator is at work; wait for it, or end its session",
                null,
                true);
    }

    /** {@return the step that failed; at {@code CHECK} and {@code LOCK} nothing was changed} */
    public RotationStep step() {
        return step;
    }

    /** {@return the secret's name or ARN, as it was given} */
    public String secretName() {
        return secretName;
    }

    /** {@return whether another rotator held the lock for all the time that this one waited for it} */
    public boolean isLockHeldByAnother() {
        return lockHeldByAnother;
    }
}
