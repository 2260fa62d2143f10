package io.opensesame.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception that OpenSesame throws of its own accord.
 *
 * <p>Unchecked. Its message says what was tried, on what, and what to do next; it never holds a secret, a key, a
 * signature or a token.
 */
public abstract class OpenSesameException extends RuntimeException {
    /**
     * Creates an exception.
     *
     * @param message what was tried, on what, and what to do next; free of secrets
     * @param cause the exception that led to it, or null
     */
    protected OpenSesameException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
