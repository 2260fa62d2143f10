package io.opensesame.error;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a message of envelope encryption cannot be opened: it was changed, cut off or made for another context,
 * or the caller does not allow what it needs. No plaintext is given out. Trying again won't help.
 */
public final class EnvelopeException extends OpenSesameException {
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}\\x{2029}]");

    /**
     * Creates the exception.
     *
     * @param message what was tried, on what, and what to do next; free of secrets; control characters become '?'
     */
    public EnvelopeException(String message) {
        super(onOneLine(message), null);
    }

    /**
     * Creates the exception.
     *
     * @param message what was tried, on what, and what to do next; free of secrets; control characters become '?'
     * @param cause the exception that led to it, or null
     */
    public EnvelopeException(String message, @Nullable Throwable cause) {
        super(onOneLine(message), cause);
    }

    /** What a message's header claims may stand in it, and must not begin a line of its own in a log. */
    private static String onOneLine(String message) {
        return UNSAFE.matcher(message).replaceAll("?");
    }
}
