package io.opensesame.internal.credentials;

import io.opensesame.error.CredentialsException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Repeats a failure that was kept, or that another thread met. */
final class Failures {
    private Failures() {}

    /** Returns an exception of this thread's own, with the same message, so that its stack trace tells who asked. */
    static CredentialsException again(@Nullable Throwable failure) {
        return new CredentialsException(Objects.toString(failure == null ? null : failure.getMessage()), failure);
    }
}
