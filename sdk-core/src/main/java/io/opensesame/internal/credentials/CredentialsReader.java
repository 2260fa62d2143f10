package io.opensesame.internal.credentials;

import io.opensesame.auth.Credentials;
import io.opensesame.error.CredentialsException;

/** Reads credentials from one source. Used by one thread at a time. */
interface CredentialsReader extends AutoCloseable {
    /**
     * Reads the source once, within a time of its own of about 15 seconds at most; this thread waits for it.
     *
     * @throws CredentialsException if the source has none; the interrupt flag is set if that is why
     */
    Credentials read();

    /** Lets go of what the reader holds. */
    @Override
    default void close() {}
}
