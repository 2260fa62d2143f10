package io.opensesame.ram.authorization;

import io.opensesame.error.OpenSesameException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when KMS could not be authorized to rotate AccessKeys, since the account holds something that differs and may
 * not be replaced, or that changes all the time. The message has all differences.
 */
public final class AuthorizationConflictException extends OpenSesameException {
    /** The differences, in words; a serializable list. */
    private final List<String> differences;

    /**
     * Creates the exception for one attempt.
     *
     * @param problem what was tried and what to do next, as sentences
     * @param differences what is in the way, a sentence each
     * @param cause the last refusal by RAM, or null
     */
    public AuthorizationConflictException(String problem, List<String> differences, @Nullable Throwable cause) {
        super(problem + " " + String.join("; ", differences), cause);
        this.differences = List.copyOf(differences);
    }

    /** {@return what is in the way, a sentence each; unmodifiable} */
    public List<String> differences() {
        return differences;
    }
}
