package io.opensesame.kms.key;

import io.opensesame.kms.KeyId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks to protect a key from deletion, or to lift the protection. Immutable.
 *
 * @see "KMS API reference: SetDeletionProtection"
 */
public final class SetDeletionProtectionRequest implements KeyRequest<SetDeletionProtectionResponse> {
    private final String keyId;
    private final boolean enable;
    private final @Nullable String description;

    private SetDeletionProtectionRequest(String keyId, boolean enable, @Nullable String description) {
        this.keyId = KeyId.ofKey(keyId).text();
        this.enable = enable;
        this.description = description;
    }

    /**
     * Returns a request to protect a key.
     *
     * @param keyId its id or ARN; see {@link KeyId}
     * @return the request
     * @throws IllegalArgumentException if it is neither
     */
    public static SetDeletionProtectionRequest enable(String keyId) {
        return new SetDeletionProtectionRequest(keyId, true, null);
    }

    /**
     * Returns a request to protect a key, and to say why.
     *
     * @param keyId its id or ARN; see {@link KeyId}
     * @param description free text, for whoever wants to delete the key
     * @return the request
     * @throws IllegalArgumentException if it is neither
     */
    public static SetDeletionProtectionRequest enable(String keyId, String description) {
        return new SetDeletionProtectionRequest(keyId, true, description);
    }

    /**
     * Returns a request to lift the protection of a key.
     *
     * @param keyId its id or ARN; see {@link KeyId}
     * @return the request
     * @throws IllegalArgumentException if it is neither
     */
    public static SetDeletionProtectionRequest disable(String keyId) {
        return new SetDeletionProtectionRequest(keyId, false, null);
    }

    /** {@return the id or ARN of the key} */
    public String keyId() {
        return keyId;
    }

    /** {@return whether the key is to be protected} */
    public boolean enable() {
        return enable;
    }

    /** {@return why it is protected} */
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    @Override
    public String toString() {
        return "SetDeletionProtectionRequest[keyId=" + keyId + ", enable=" + enable + ", description=" + description
                + "]";
    }
}
