package io.opensesame.error;

import org.jspecify.annotations.Nullable;

/** Thrown when no credentials can be had to sign a call with. The message names each source that was tried, and why. */
public final class CredentialsException extends OpenSesameException {
    /**
     * Creates the exception.
     *
     * @param message what was tried, why it gave nothing, and what to do next
     * @param cause the failure behind it, or null
     */
    public CredentialsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
