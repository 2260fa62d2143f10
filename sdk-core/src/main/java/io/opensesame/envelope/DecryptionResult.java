package io.opensesame.envelope;

import io.opensesame.error.OpenSesameException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of one message of several: its plaintext, or why there is none. */
public final class DecryptionResult {
    private final byte @Nullable [] plaintext;
    private final @Nullable OpenSesameException failure;

    private DecryptionResult(byte @Nullable [] plaintext, @Nullable OpenSesameException failure) {
        this.plaintext = plaintext;
        this.failure = failure;
    }

    /**
     * Returns a success.
     *
     * @param plaintext the plaintext; not copied
     * @return the result
     */
    public static DecryptionResult success(byte[] plaintext) {
        return new DecryptionResult(plaintext, null);
    }

    /**
     * Returns a failure.
     *
     * @param failure why there is no plaintext
     * @return the result
     */
    public static DecryptionResult failure(OpenSesameException failure) {
        return new DecryptionResult(null, failure);
    }

    /**
     * Returns the plaintext, or throws why there is none.
     *
     * @return the one array that this result holds; the caller may wipe it
     * @throws OpenSesameException the {@link #failure()}
     */
    public byte[] exposePlaintext() {
        if (plaintext == null) {
            throw failure == null ? new IllegalStateException("neither plaintext nor failure") : failure;
        }
        return plaintext;
    }

    /** {@return why there is no plaintext; empty if there is one} */
    public Optional<OpenSesameException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Leaves the plaintext out. */
    @Override
    public String toString() {
        return failure == null ? "DecryptionResult[plaintext=<redacted>]" : "DecryptionResult[" + failure + "]";
    }
}
