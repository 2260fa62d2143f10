package io.opensesame.secrets;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One version of a secret with what it was mapped to, taken together: a value never meets another version's id.
 * Immutable, if what the secret is mapped to is.
 *
 * @param <T> what the secret is mapped to
 */
public final class TypedVersion<T> {
    private final T value;
    private final SecretValue source;

    /**
     * Creates a pair.
     *
     * @param value what the version is mapped to
     * @param source the version
     */
    public TypedVersion(T value, SecretValue source) {
        this.value = Objects.requireNonNull(value, "value");
        this.source = Objects.requireNonNull(source, "source");
    }

    /** {@return what the version is mapped to} */
    public T value() {
        return value;
    }

    /** {@return the version as KMS gave it} */
    public SecretValue source() {
        return source;
    }

    /** {@return the version's id} */
    public String versionId() {
        return source.versionId();
    }

    /** {@return whether the last refresh failed, or gave a version that could not be mapped} */
    public boolean stale() {
        return source.stale();
    }

    /** {@return when KMS last confirmed the version} */
    public Instant loadedAt() {
        return source.loadedAt();
    }

    /** {@return how long ago KMS last confirmed the version} */
    public Duration age() {
        return source.age();
    }

    /** {@return the secret's name and the version's id; the value is redacted} */
    @Override
    public String toString() {
        return "TypedVersion[name=" + source.name() + ", versionId=" + versionId() + (stale() ? ", stale" : "")
                + ", value=<redacted>]";
    }
}
