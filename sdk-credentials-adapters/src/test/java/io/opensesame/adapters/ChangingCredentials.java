package io.opensesame.adapters;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsProvider;

/** Credentials that a test changes. */
public final class ChangingCredentials implements CredentialsProvider {
    private volatile Credentials current;

    /** Begins with these. */
    public ChangingCredentials(Credentials first) {
        this.current = first;
    }

    /** Goes on with these. */
    public void change(Credentials next) {
        current = next;
    }

    @Override
    public Credentials credentials() {
        return current;
    }
}
