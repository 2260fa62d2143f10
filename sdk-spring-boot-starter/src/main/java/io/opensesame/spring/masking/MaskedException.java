package io.opensesame.spring.masking;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands for an exception in a log: its class's name, its message without secrets, its stack trace, its causes alike.
 */
final class MaskedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private MaskedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns the exception itself if neither it, nor a cause, nor what they suppressed, tells a value. */
    static Throwable unlessClean(Throwable original, Masker masker) {
        return Chain.of(original).stream()
                        .allMatch(each -> masker.find(each.toString()).isEmpty())
                ? original
                : of(original, masker);
    }

    static MaskedException of(Throwable original, Masker masker) {
        return of(original, masker, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static MaskedException of(Throwable original, Masker masker, Set<Throwable> seen) {
        seen.add(original);
        Throwable cause = original.getCause();
        MaskedException masked = new MaskedException(
                masker.mask(original.toString()),
                cause == null || seen.contains(cause) ? null : of(cause, masker, seen));
        masked.setStackTrace(original.getStackTrace());
        for (Throwable suppressed : original.getSuppressed()) {
            if (!seen.contains(suppressed)) {
                masked.addSuppressed(of(suppressed, masker, seen));
            }
        }
        return masked;
    }
}
