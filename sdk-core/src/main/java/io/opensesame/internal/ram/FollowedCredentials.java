package io.opensesame.internal.ram;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsProvider;
import io.opensesame.error.CredentialsException;
import io.opensesame.ram.AccessKey;
import io.opensesame.ram.FollowedAccessKey;

/** A followed AccessKey as credentials. */
final class FollowedCredentials implements CredentialsProvider {
    private final FollowedAccessKey key;

    FollowedCredentials(FollowedAccessKey key) {
        this.key = key;
    }

    @Override
    public Credentials credentials() {
        try {
            return key.current().credentials();
        } catch (RuntimeException e) {
            throw unavailable(e);
        }
    }

    @Override
    public Credentials credentialsAfterRefusal(Credentials refused) {
        try {
            AccessKey held = key.current();
            return held.accessKeyId().equals(refused.accessKeyId())
                    ? key.rejected(held).orElse(held).credentials()
                    : held.credentials();
        } catch (RuntimeException e) {
            throw unavailable(e);
        }
    }

    /** Not only for what KMS says: the handle may be closed, or be asked on a thread that it needs itself. */
    private CredentialsException unavailable(RuntimeException e) {
        return new CredentialsException(
                "The AccessKey in the secret '" + key.secretName() + "' cannot be had: " + e.getMessage(), e);
    }

    @Override
    public String toString() {
        return key.toString();
    }
}
