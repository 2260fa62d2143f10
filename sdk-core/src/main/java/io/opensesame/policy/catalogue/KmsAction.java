package io.opensesame.policy.catalogue;

import io.opensesame.policy.KmsResourceType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An action of KMS, as policies name it, and what it guards. Immutable. */
public final class KmsAction {
    private final String name;
    private final Set<KmsResourceType> on;
    private final List<String> operations;
    private final Set<String> conditionKeys;
    private final @Nullable String meant;

    KmsAction(
            String name,
            Set<KmsResourceType> on,
            List<String> operations,
            Set<String> conditionKeys,
            @Nullable String meant) {
        this.name = Objects.requireNonNull(name, "name");
        this.on = Set.copyOf(on);
        this.operations = List.copyOf(operations);
        this.conditionKeys = Set.copyOf(conditionKeys);
        this.meant = meant;
    }

    /** {@return its name, such as {@code kms:GetSecretValue}} */
    public String name() {
        return name;
    }

    /**
     * {@return the types of resource that it is checked on: none if it is about no resource, so that {@code *} alone
     * can grant it; every type if it is not documented on which; unmodifiable}
     */
    public Set<KmsResourceType> on() {
        return on;
    }

    /**
     * {@return the names of the operations that it guards; none if only policies of Alibaba Cloud name it, and no
     * public operation; unmodifiable}
     */
    public List<String> operations() {
        return operations;
    }

    /**
     * {@return the condition keys of KMS's own that the requests of one or more of its operations have, such as
     * {@code kms:tag/<tag-key>}; unmodifiable}
     */
    public Set<String> conditionKeys() {
        return conditionKeys;
    }

    /**
     * {@return the action that this one is another spelling of: documentation has {@code kms:UpdateCertificateStatue}
     * for {@code kms:UpdateCertificateStatus}, and which of them the service compares is not documented; empty for a
     * name that is spelled as usual}
     */
    public Optional<String> meant() {
        return Optional.ofNullable(meant);
    }

    /** {@return its name} */
    @Override
    public String toString() {
        return name;
    }
}
