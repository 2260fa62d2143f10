package io.opensesame.internal.credentials;

import io.opensesame.auth.Credentials;
import io.opensesame.error.CredentialsException;

/** A source that is switched off or wrongly set up, and says so whenever it is asked. */
record UnavailableCredentials(CredentialsException reason) implements CloseableCredentialsProvider {
    static UnavailableCredentials switchedOffBy(String variable) {
        return new UnavailableCredentials(new CredentialsException("Switched off by " + variable + "=true.", null));
    }

    @Override
    public Credentials credentials() {
        throw Failures.again(reason);
    }

    @Override
    public void close() {}
}
