package io.opensesame.kms.key;

import io.opensesame.kms.KeyId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks to switch the automatic rotation of a key on or off. Immutable.
 *
 * <p>KMS rotates symmetric keys whose material it made. It encrypts with the newest version from then on; what older
 * versions encrypted still decrypts, and is not encrypted anew.
 *
 * @see "KMS API reference: UpdateRotationPolicy"
 */
public final class UpdateRotationPolicyRequest implements KeyRequest<UpdateRotationPolicyResponse> {
    private final String keyId;
    private final @Nullable Duration rotationInterval;

    private UpdateRotationPolicyRequest(String keyId, @Nullable Duration rotationInterval) {
        this.keyId = KeyId.ofKey(keyId).text();
        this.rotationInterval = rotationInterval;
    }

    /**
     * Returns a request to have KMS rotate a key.
     *
     * @param keyId its id or ARN; see {@link KeyId}
     * @param rotationInterval the time between two rotations, 7 to 730 days in whole seconds. Some kinds of key allow
     *     less, or one interval only
     * @return the request
     * @throws IllegalArgumentException if one of them breaks a rule
     */
    public static UpdateRotationPolicyRequest enable(String keyId, Duration rotationInterval) {
        return new UpdateRotationPolicyRequest(keyId, Rules.rotationInterval(rotationInterval));
    }

    /**
     * Returns a request to have KMS no longer rotate a key.
     *
     * @param keyId its id or ARN; see {@link KeyId}
     * @return the request
     * @throws IllegalArgumentException if it is neither
     */
    public static UpdateRotationPolicyRequest disable(String keyId) {
        return new UpdateRotationPolicyRequest(keyId, null);
    }

    /** {@return the id or ARN of the key} */
    public String keyId() {
        return keyId;
    }

    /** {@return the interval; empty if rotation is to be off} */
    public Optional<Duration> rotationInterval() {
        return Optional.ofNullable(rotationInterval);
    }

    @Override
    public String toString() {
        return "UpdateRotationPolicyRequest[keyId=" + keyId + ", rotationInterval=" + rotationInterval + "]";
    }
}
