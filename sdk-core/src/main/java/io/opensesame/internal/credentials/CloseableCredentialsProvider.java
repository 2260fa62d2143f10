package io.opensesame.internal.credentials;

import io.opensesame.auth.CredentialsProvider;

/**
 * A provider with something to let go of: timers, or providers of its own.
 *
 * <p>Making one reads nothing and starts nothing; that waits for the first call. After {@link #close()}, which may be
 * called at any time and again, it has no credentials.
 */
public interface CloseableCredentialsProvider extends CredentialsProvider, AutoCloseable {
    @Override
    void close();
}
