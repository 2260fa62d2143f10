package io.opensesame.ram;

import java.util.Optional;

/**
 * Reads the service's error code from the exceptions of one SDK. Called on the thread of a call that failed;
 * thread-safe.
 */
@FunctionalInterface
public interface ErrorCodeReader {
    /**
     * Returns the error code, such as {@code InvalidAccessKeyId.NotFound}.
     *
     * @param failure what a call threw, or one of its causes
     * @return the code; empty for exceptions that this reader does not know
     */
    Optional<String> errorCode(Throwable failure);
}
