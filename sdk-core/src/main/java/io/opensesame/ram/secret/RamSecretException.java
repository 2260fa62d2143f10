package io.opensesame.ram.secret;

import io.opensesame.error.OpenSesameException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thrown when a RAM secret is not made or changed, as what is there does not allow it; nothing was changed. */
public final class RamSecretException extends OpenSesameException {
    /** Why a RAM secret is not made or changed. */
    public enum Reason {
        /** The secret is of another type. */
        NOT_A_RAM_SECRET,

        /** The RAM user has an AccessKey that was not given; KMS takes over all of them. */
        ACCESS_KEY_NOT_GIVEN,

        /** An AccessKey that was given is not the RAM user's. */
        ACCESS_KEY_NOT_OF_USER,

        /** KMS is not authorized to rotate the user's AccessKeys. */
        NOT_AUTHORIZED,

        /** A rotation is under way, and its window has not ended. */
        ROTATION_UNDER_WAY
    }

    /** Why. */
    private final Reason reason;

    /** The AccessKeys that it is about; a serializable list. */
    private final List<String> accessKeyIds;

    /**
     * Creates the exception.
     *
     * @param reason why
     * @param accessKeyIds the ids of the AccessKeys that it is about; may be empty
     * @param message what was tried, on what, and what to do next
     * @param cause the refusal that led to it, or null
     */
    public RamSecretException(Reason reason, List<String> accessKeyIds, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.accessKeyIds = List.copyOf(accessKeyIds);
    }

    /** {@return why} */
    public Reason reason() {
        return reason;
    }

    /** {@return the ids of the AccessKeys that it is about, if it is about some; unmodifiable} */
    public List<String> accessKeyIds() {
        return accessKeyIds;
    }
}
