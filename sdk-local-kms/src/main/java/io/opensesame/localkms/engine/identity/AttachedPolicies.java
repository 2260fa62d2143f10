package io.opensesame.localkms.engine.identity;

import io.opensesame.policy.RamPolicy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The policies attached to one user, group or role, by their names and in the order of attachment. */
final class AttachedPolicies {
    static final int MAX_SYSTEM = 20;

    private final IdentityType holder;
    private final Map<String, Attachment> custom = new LinkedHashMap<>();
    private final Map<String, Attachment> system = new LinkedHashMap<>();

    AttachedPolicies(IdentityType holder) {
        this.holder = holder;
    }

    void attach(ManagedPolicy policy, Instant now) {
        Map<String, Attachment> to = of(policy.kind());
        if (to.containsKey(policy.name())) {
            throw IdentityRefusals.exists(
                    entity(), "The policy '" + policy.name() + "' is attached to the " + holder.words() + " already.");
        }
        requireRoom(policy.kind(), policy.name());
        to.put(policy.name(), new Attachment(policy, now));
    }

    /** Refuses another policy of a kind of which there are enough; one that is attached already needs no room. */
    void requireRoom(PolicyKind kind, String name) {
        int limit = kind == PolicyKind.CUSTOM ? holder.maxCustomPolicies() : MAX_SYSTEM;
        if (!of(kind).containsKey(name) && of(kind).size() == limit) {
            throw IdentityRefusals.limitExceeded(
                    entity(),
                    "A " + holder.words() + " has at most " + limit + " policies of type " + kind.wireName() + ".");
        }
    }

    void detach(PolicyKind kind, String name) {
        if (of(kind).remove(name) == null) {
            throw IdentityRefusals.notExist(
                    entity(), "The policy '" + name + "' is not attached to the " + holder.words() + ".");
        }
    }

    boolean has(PolicyKind kind, String name) {
        return of(kind).containsKey(name);
    }

    boolean isEmpty() {
        return custom.isEmpty() && system.isEmpty();
    }

    List<Attachment> all() {
        return Stream.concat(custom.values().stream(), system.values().stream()).toList();
    }

    /** Does something with the name and the default version of each policy. */
    void forEach(BiConsumer<String, RamPolicy> action) {
        all().forEach(attachment -> action.accept(
                attachment.policy().name(),
                attachment.policy().defaultVersion().document().policy()));
    }

    private Map<String, Attachment> of(PolicyKind kind) {
        return kind == PolicyKind.CUSTOM ? custom : system;
    }

    private String entity() {
        return holder.wireName() + ".Policy";
    }

    /**
     * That a policy is attached.
     *
     * @param policy the policy
     * @param since when it was attached
     */
    record Attachment(ManagedPolicy policy, Instant since) {}
}
