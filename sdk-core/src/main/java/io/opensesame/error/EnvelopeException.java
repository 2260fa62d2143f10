package io.opensesame.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a message of envelope encryption cannot be opened: it was changed, cut off or made for another context,
 * or the caller does not allow what it needs. No plaintext is given out. Trying again won't help.
 */
public final class EnvelopeException extends OpenSesameException {
    /**
     * Creates the exception.
     *
     * @param message what was tried, on what, and what to do next; free of secrets
     */
    public EnvelopeException(String message) {
        super(message, null);
    }

    /**
     * Creates the exception.
     *
     * @param message what was tried, on what, and what to do next; free of secrets
     * @param cause the exception that led to it, or null
     */
    public EnvelopeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
