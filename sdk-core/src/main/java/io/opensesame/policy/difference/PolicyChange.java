package io.opensesame.policy.difference;

import io.opensesame.policy.Principal;
import io.opensesame.policy.evaluation.AccessOutcome;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests that one policy answers otherwise than another, as many as change alike. Immutable. */
public final class PolicyChange {
    private static final int MAX_SHOWN = 4;

    private final @Nullable Principal principal;
    private final List<String> actions;
    private final List<String> resources;
    private final List<Map<String, List<String>>> contexts;
    private final AccessOutcome before;
    private final AccessOutcome after;

    PolicyChange(
            @Nullable Principal principal,
            List<String> actions,
            List<String> resources,
            List<Map<String, List<String>>> contexts,
            AccessOutcome before,
            AccessOutcome after) {
        this.principal = principal;
        this.actions = List.copyOf(actions);
        this.resources = List.copyOf(resources);
        this.contexts = List.copyOf(contexts);
        this.before = Objects.requireNonNull(before, "before");
        this.after = Objects.requireNonNull(after, "after");
    }

    /** {@return who asks; empty where it is whoever bears the policy} */
    public Optional<Principal> principal() {
        return Optional.ofNullable(principal);
    }

    /** {@return all actions of KMS that change so, and witnesses of others; unmodifiable} */
    public List<String> actions() {
        return actions;
    }

    /** {@return an example of each kind of resource that it changes on; unmodifiable} */
    public List<String> resources() {
        return resources;
    }

    /**
     * {@return an example of each kind of context that it changes in, as values of condition keys; empty if it changes
     * whatever the context; unmodifiable}
     */
    public List<Map<String, List<String>>> contexts() {
        return contexts;
    }

    /** {@return what became of these requests before} */
    public AccessOutcome before() {
        return before;
    }

    /** {@return what becomes of them after} */
    public AccessOutcome after() {
        return after;
    }

    /** {@return the change on one line} */
    @Override
    public String toString() {
        String who = principal == null ? "" : principal + " ";
        String where = contexts.isEmpty() ? "" : " in " + shown(contexts);
        return who + shown(actions) + " on " + shown(resources) + where + ": " + before + " -> " + after;
    }

    private static String shown(List<?> values) {
        return values.size() <= MAX_SHOWN
                ? values.toString()
                : values.subList(0, MAX_SHOWN) + " and " + (values.size() - MAX_SHOWN) + " more";
    }
}
