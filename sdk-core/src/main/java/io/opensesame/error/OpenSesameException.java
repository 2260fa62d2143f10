package io.opensesame.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception that OpenSesame throws of its own accord.
 *
 * <p>Unchecked. Its message says what was tried, on what, and what to do next; it never holds a secret, a key, a
 * signature or a token.
 */
public abstract class OpenSesameException extends RuntimeException {
    /** Creates an exception with a message and, where another exception led to it, that cause. */
    protected OpenSesameException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
