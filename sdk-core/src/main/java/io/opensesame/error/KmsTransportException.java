package io.opensesame.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the service gave no answer that could be read: no connection, a time-out, a broken or foreign answer.
 *
 * <p>The call may or may not have been carried out. {@link #getCause()} tells what the network said last. Where a
 * secret value was read from several regions and none gave one, the message says what each of them said; the cause is
 * the home region's failure, and the others' are {@linkplain #getSuppressed() suppressed}.
 */
public final class KmsTransportException extends OpenSesameException {
    /** The operation that was called. */
    private final String action;

    /** The host that was called. */
    private final String endpoint;

    /**
     * Creates the exception for one call without an answer.
     *
     * @param action the operation that was called
     * @param endpoint the host that was called
     * @param message what was tried, what happened, and what to do next
     * @param cause what the network said last, or null
     */
    public KmsTransportException(String action, String endpoint, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.action = Objects.requireNonNull(action, "action");
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    }

    /** {@return the operation that was called, such as {@code GetSecretValue}} */
    public String action() {
        return action;
    }

    /** {@return the host, with the port if one was given, that gave no answer} */
    public String endpoint() {
        return endpoint;
    }
}
