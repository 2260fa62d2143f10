package io.opensesame.policy.catalogue;

import java.util.List;
import java.util.Objects;

/** An operation of KMS, and what it takes to be allowed to call it. Immutable. */
public final class KmsOperation {
    private final String name;
    private final String group;
    private final List<KmsPermission> permissions;
    private final List<String> conditionKeys;
    private final boolean inferred;

    KmsOperation(
            String name, String group, List<KmsPermission> permissions, List<String> conditionKeys, boolean inferred) {
        this.name = Objects.requireNonNull(name, "name");
        this.group = Objects.requireNonNull(group, "group");
        this.permissions = List.copyOf(permissions);
        this.conditionKeys = List.copyOf(conditionKeys);
        this.inferred = inferred;
    }

    /** {@return its name, such as {@code GetSecretValue}} */
    public String name() {
        return name;
    }

    /** {@return what it is about: {@code key}, {@code secret}, {@code certificate}, {@code tag} or {@code other}} */
    public String group() {
        return group;
    }

    /** {@return all that may be needed; none if every caller may call it; unmodifiable} */
    public List<KmsPermission> permissions() {
        return permissions;
    }

    /**
     * {@return the condition keys of KMS's own that a request of it has, such as {@code kms:tag/<tag-key>};
     * unmodifiable}
     */
    public List<String> conditionKeys() {
        return conditionKeys;
    }

    /** {@return whether its action or a type of its resources is not documented and was concluded from others} */
    public boolean isInferred() {
        return inferred;
    }

    /** {@return its name and what it takes} */
    @Override
    public String toString() {
        return name + permissions;
    }
}
