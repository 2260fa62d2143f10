package io.opensesame.spring.configdata;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataException;

/** Thrown when a secret cannot be imported. Says which, why, and what to do; never a value. */
final class SecretImportException extends ConfigDataException {
    private static final long serialVersionUID = 1L;

    /** What to do next. */
    private final String action;

    /**
     * Creates the exception for one location.
     *
     * @param description which secret, where that stands, and why it cannot be imported
     * @param action what to do next
     * @param cause the failure behind it, without a value in its message; or null
     */
    SecretImportException(String description, String action, @Nullable Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    /** {@return what to do next} */
    String action() {
        return action;
    }
}
