package io.opensesame.policy.catalogue;

import io.opensesame.policy.KmsResourceType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One permission that a call of an operation needs. Immutable. */
public final class KmsPermission {
    private final String action;
    private final List<KmsResourceType> on;
    private final @Nullable String when;

    KmsPermission(String action, List<KmsResourceType> on, @Nullable String when) {
        this.action = Objects.requireNonNull(action, "action");
        this.on = List.copyOf(on);
        this.when = when;
    }

    /** {@return the action, such as {@code kms:GetSecretValue}} */
    public String action() {
        return action;
    }

    /**
     * {@return the types of resource that it is needed on: on one of them, depending on what the call names; empty if
     * on no resource, so that {@code *} alone can grant it}
     */
    public List<KmsResourceType> on() {
        return on;
    }

    /** {@return in words when it is needed, or empty if always} */
    public Optional<String> when() {
        return Optional.ofNullable(when);
    }

    /** {@return the action, on what, and when} */
    @Override
    public String toString() {
        return action + " on " + on + (when == null ? "" : " when " + when);
    }
}
