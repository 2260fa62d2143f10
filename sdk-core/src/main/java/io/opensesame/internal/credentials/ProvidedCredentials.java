package io.opensesame.internal.credentials;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsProvider;

/** Passes on what the application's provider says; the provider stays the application's to close. */
record ProvidedCredentials(CredentialsProvider provider) implements CloseableCredentialsProvider {
    @Override
    public Credentials credentials() {
        return provider.credentials();
    }

    @Override
    public Credentials credentialsAfterRefusal(Credentials refused) {
        return provider.credentialsAfterRefusal(refused);
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "credentials provided by the application";
    }
}
