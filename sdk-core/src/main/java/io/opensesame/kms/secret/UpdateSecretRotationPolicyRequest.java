package io.opensesame.kms.secret;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks to switch the automatic rotation of a managed secret on or off. Immutable.
 *
 * <p>Switched on, the first rotation is one interval after the last one, or after the creation; if that is past, KMS
 * rotates right away.
 *
 * @see "KMS API reference: UpdateSecretRotationPolicy"
 */
public final class UpdateSecretRotationPolicyRequest implements SecretRequest<UpdateSecretRotationPolicyResponse> {
    private final String secretName;
    private final @Nullable Duration rotationInterval;

    private UpdateSecretRotationPolicyRequest(String secretName, @Nullable Duration rotationInterval) {
        this.secretName = SecretName.of(secretName).text();
        this.rotationInterval = rotationInterval;
    }

    /**
     * Returns a request to have KMS rotate a secret.
     *
     * @param secretName its name or ARN; see {@link SecretName}
     * @param rotationInterval the time between two rotations, 6 to 8,760 hours in whole seconds. The service's texts
     *     disagree about the lower limit, 6 or 168 hours; this is the more lenient
     * @return the request
     * @throws IllegalArgumentException if one of them breaks a rule
     */
    public static UpdateSecretRotationPolicyRequest enable(String secretName, Duration rotationInterval) {
        return new UpdateSecretRotationPolicyRequest(secretName, Rules.rotationInterval(rotationInterval));
    }

    /**
     * Returns a request to have KMS no longer rotate a secret by itself.
     *
     * @param secretName its name or ARN; see {@link SecretName}
     * @return the request
     * @throws IllegalArgumentException if it is neither
     */
    public static UpdateSecretRotationPolicyRequest disable(String secretName) {
        return new UpdateSecretRotationPolicyRequest(secretName, null);
    }

    /** {@return the name or ARN of the secret} */
    public String secretName() {
        return secretName;
    }

    /** {@return the interval; empty if rotation is to be off} */
    public Optional<Duration> rotationInterval() {
        return Optional.ofNullable(rotationInterval);
    }

    @Override
    public String toString() {
        return "UpdateSecretRotationPolicyRequest[secretName=" + secretName + ", rotationInterval=" + rotationInterval
                + "]";
    }
}
