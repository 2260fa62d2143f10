package io.opensesame.secrets;

import java.util.Objects;

/**
 * Tells that a secret has another version than before. Immutable.
 *
 * @param <T> what the secret is mapped to
 */
public final class SecretChange<T> {
    private final String name;
    private final String previousVersionId;
    private final String versionId;
    private final T previous;
    private final T current;

    /**
     * Creates the news of one change.
     *
     * @param name the secret's name
     * @param previousVersionId the version id before
     * @param versionId the version id now
     * @param previous the value before
     * @param current the value now
     */
    public SecretChange(String name, String previousVersionId, String versionId, T previous, T current) {
        this.name = Objects.requireNonNull(name, "name");
        this.previousVersionId = Objects.requireNonNull(previousVersionId, "previousVersionId");
        this.versionId = Objects.requireNonNull(versionId, "versionId");
        this.previous = Objects.requireNonNull(previous, "previous");
        this.current = Objects.requireNonNull(current, "current");
    }

    /** {@return the secret's name} */
    public String name() {
        return name;
    }

    /** {@return the version id before} */
    public String previousVersionId() {
        return previousVersionId;
    }

    /** {@return the version id now} */
    public String versionId() {
        return versionId;
    }

    /** {@return the value before} */
    public T previous() {
        return previous;
    }

    /** {@return the value now} */
    public T current() {
        return current;
    }

    /** {@return the name and both version ids; the values are redacted} */
    @Override
    public String toString() {
        return "SecretChange[name=" + name + ", " + previousVersionId + " -> " + versionId + "]";
    }
}
