package io.opensesame.spring.ssl;

import org.jspecify.annotations.Nullable;

/** A version of a secret does not hold what TLS needs. The message names what is missing, never the content. */
final class UnusableSecretException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableSecretException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
