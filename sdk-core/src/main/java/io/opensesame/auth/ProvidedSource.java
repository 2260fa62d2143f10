package io.opensesame.auth;

import java.util.Objects;

/** A provider that the application brings along. Made by {@link CredentialsSource#of(CredentialsProvider)}. */
public final class ProvidedSource implements CredentialsSource {
    private final CredentialsProvider provider;

    ProvidedSource(CredentialsProvider provider) {
        this.provider = Objects.requireNonNull(provider, "provider");
    }

    /** {@return the application's provider} */
    public CredentialsProvider provider() {
        return provider;
    }

    /** {@return the source's name, as in messages; nothing of the provider, whose own text may hold secrets} */
    @Override
    public String toString() {
        return "credentials provided by the application";
    }
}
