package io.opensesame.spring;

import io.opensesame.secrets.VersionStage;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.ApplicationEvent;

/**
 * Published to the application when a secret has another version than before, once the environment, and the beans that
 * are bound to it, have the new values. Immutable; holds no plaintext.
 */
public final class SecretChangedEvent extends ApplicationEvent {
    /** The secret's name or ARN. */
    private final String secretName;

    /** The stage at which it changed. */
    private final VersionStage stage;

    /** The version id before. */
    private final String previousVersionId;

    /** The version id now. */
    private final String versionId;

    /** Names of the properties that it gives, or gave. */
    private final Set<String> propertyNames;

    /**
     * Creates the news of one change.
     *
     * @param source who tells it
     * @param secretName the secret's name or ARN, as it was asked for
     * @param stage the stage at which it changed
     * @param previousVersionId the version id before
     * @param versionId the version id now
     * @param propertyNames names of the properties of the environment that the secret gives, or gave before; empty if
     *     it was not imported
     */
    public SecretChangedEvent(
            Object source,
            String secretName,
            VersionStage stage,
            String previousVersionId,
            String versionId,
            Set<String> propertyNames) {
        super(source);
        this.secretName = Objects.requireNonNull(secretName, "secretName");
        this.stage = Objects.requireNonNull(stage, "stage");
        this.previousVersionId = Objects.requireNonNull(previousVersionId, "previousVersionId");
        this.versionId = Objects.requireNonNull(versionId, "versionId");
        this.propertyNames = Set.copyOf(propertyNames);
    }

    /** {@return the secret's name or ARN, as it was asked for} */
    public String secretName() {
        return secretName;
    }

    /** {@return the stage at which it changed} */
    public VersionStage stage() {
        return stage;
    }

    /** {@return the version id before} */
    public String previousVersionId() {
        return previousVersionId;
    }

    /** {@return the version id now} */
    public String versionId() {
        return versionId;
    }

    /** {@return names of the properties that the secret gives, or gave before; empty if it was not imported} */
    public Set<String> propertyNames() {
        return propertyNames;
    }

    /** {@return the secret and both version ids} */
    @Override
    public String toString() {
        return "SecretChangedEvent['" + secretName + "' at " + stage + ", " + previousVersionId + " -> " + versionId
                + "]";
    }
}
