package io.opensesame.localkms.engine.identity;

import io.opensesame.policy.RamPolicy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** The policies attached to one user, group or role, by their names and in the order of attachment. */
final class AttachedPolicies {
    static final int MAX_SYSTEM = 20;

    private final IdentityType holder;
    private final Map<String, RamPolicy> custom = new LinkedHashMap<>();
    private final Map<String, RamPolicy> system = new LinkedHashMap<>();

    AttachedPolicies(IdentityType holder) {
        this.holder = holder;
    }

    void attachCustom(String name, RamPolicy policy) {
        attach(custom, "custom", holder.maxCustomPolicies(), name, policy);
    }

    void attachSystem(String name, RamPolicy policy) {
        attach(system, "system", MAX_SYSTEM, name, policy);
    }

    private void attach(Map<String, RamPolicy> to, String kind, int limit, String name, RamPolicy policy) {
        if (custom.containsKey(name) || system.containsKey(name)) {
            throw IdentityRefusals.exists(
                    entity(), "The policy '" + name + "' is attached to the " + holder.words() + " already.");
        }
        if (to.size() == limit) {
            throw IdentityRefusals.limitExceeded(
                    entity(), "A " + holder.words() + " has at most " + limit + " " + kind + " policies.");
        }
        to.put(name, policy);
    }

    void detach(String name) {
        if (custom.remove(name) == null && system.remove(name) == null) {
            throw IdentityRefusals.notExist(
                    entity(), "The policy '" + name + "' is not attached to the " + holder.words() + ".");
        }
    }

    Optional<RamPolicy> custom(String name) {
        return Optional.ofNullable(custom.get(name));
    }

    Set<String> customNames() {
        return Collections.unmodifiableSet(custom.keySet());
    }

    /** Changes a custom policy, if it is attached here. */
    void update(String name, RamPolicy policy) {
        custom.computeIfPresent(name, (ignored, before) -> policy);
    }

    void forEach(BiConsumer<String, RamPolicy> action) {
        custom.forEach(action);
        system.forEach(action);
    }

    private String entity() {
        return holder.wireName() + ".Policy";
    }
}
