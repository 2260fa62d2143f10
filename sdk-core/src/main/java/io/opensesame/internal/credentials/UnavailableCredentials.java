package io.opensesame.internal.credentials;

import io.opensesame.auth.Credentials;
import io.opensesame.error.CredentialsException;

/** A source that is switched off or wrongly set up, and says so whenever it is asked. */
record UnavailableCredentials(String reason) implements CloseableCredentialsProvider {
    @Override
    public Credentials credentials() {
        throw new CredentialsException(reason, null);
    }

    @Override
    public void close() {}
}
