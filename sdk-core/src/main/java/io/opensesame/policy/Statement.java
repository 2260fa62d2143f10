package io.opensesame.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a policy: to whom, what, on what, and under which conditions it allows or denies. Immutable.
 *
 * <p>Which parts it must have depends on the policy that it becomes part of: a statement of a secret, key or trust
 * policy has principals and those of other policies have none; all but those of trust policies have resources.
 *
 * <p>Values keep the order in which they were given, which means nothing to the service; but a document writes the
 * conditions of one operator together, and the principals of one kind, and so they stand together here.
 *
 * @see "RAM documentation: policy elements"
 */
public final class Statement {
    private static final int MAX_SID = 128;

    private final @Nullable String sid;
    private final Effect effect;
    private final List<Principal> principals;
    private final boolean exceptActions;
    private final List<ActionPattern> actions;
    private final List<ResourcePattern> resources;
    private final List<Condition> conditions;

    private Statement(Builder builder) {
        this.sid = builder.sid;
        if (builder.effect == null) {
            throw new IllegalArgumentException("a statement needs an Effect, \"Allow\" or \"Deny\"");
        }
        this.effect = builder.effect;
        this.principals =
                grouped(builder.principals, principal -> principal.type().member());
        this.exceptActions = Boolean.TRUE.equals(builder.exceptActions);
        this.actions = List.copyOf(builder.actions);
        this.resources = List.copyOf(builder.resources);
        this.conditions = grouped(builder.conditions, Condition::operator);
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("a statement needs an action, such as kms:GetSecretValue");
        }
    }

    /** Brings together what a document writes together, in the order in which the groups begin. */
    private static <T> List<T> grouped(List<T> all, Function<T, Object> group) {
        Map<Object, List<T>> groups = new LinkedHashMap<>();
        all.forEach(one -> groups.computeIfAbsent(group.apply(one), first -> new ArrayList<>())
                .add(one));
        return groups.values().stream().flatMap(List::stream).toList();
    }

    /** {@return a builder of a statement that allows} */
    public static Builder allow() {
        return new Builder().effect(Effect.ALLOW);
    }

    /** {@return a builder of a statement that denies} */
    public static Builder deny() {
        return new Builder().effect(Effect.DENY);
    }

    /** {@return a builder of a statement that is like this one} */
    public Builder toBuilder() {
        Builder builder = new Builder().effect(effect);
        builder.sid = sid;
        builder.principals.addAll(principals);
        builder.exceptActions = exceptActions;
        builder.actions.addAll(actions);
        builder.resources.addAll(resources);
        builder.conditions.addAll(conditions);
        return builder;
    }

    /** {@return its name within the policy, if it has one} */
    public Optional<String> sid() {
        return Optional.ofNullable(sid);
    }

    /** {@return whether it allows or denies} */
    public Effect effect() {
        return effect;
    }

    /** {@return whom it is about; unmodifiable, and empty in policies that are attached to an identity} */
    public List<Principal> principals() {
        return principals;
    }

    /** {@return whether {@link #actions} are those that it is not about, {@code NotAction}} */
    public boolean exceptActions() {
        return exceptActions;
    }

    /**
     * {@return the actions that it is about, or all others are if {@link #exceptActions}; unmodifiable, never empty}
     */
    public List<ActionPattern> actions() {
        return actions;
    }

    /** {@return what it is about; unmodifiable, and empty in trust policies} */
    public List<ResourcePattern> resources() {
        return resources;
    }

    /** {@return what has to be met all at once; unmodifiable, no operator and key twice} */
    public List<Condition> conditions() {
        return conditions;
    }

    /**
     * Tells whether the statement is about an action.
     *
     * @param action the action, such as {@code kms:GetSecretValue}
     * @return whether it is
     */
    public boolean coversAction(String action) {
        for (int i = 0; i < actions.size(); i++) {
            if (actions.get(i).matches(action)) {
                return !exceptActions;
            }
        }
        return exceptActions;
    }

    /**
     * Tells whether the statement is about a resource; one without resources is about that which it is attached to.
     *
     * @param resource the resource's ARN, or {@code *} for a call that is about none
     * @return whether it is
     */
    public boolean coversResource(String resource) {
        for (int i = 0; i < resources.size(); i++) {
            if (resources.get(i).matches(resource)) {
                return true;
            }
        }
        return resources.isEmpty();
    }

    /**
     * Tells whether all conditions are met.
     *
     * @param context what the request has for each key
     * @return whether they are
     */
    public boolean conditionsMet(Map<String, List<String>> context) {
        for (int i = 0; i < conditions.size(); i++) {
            Condition condition = conditions.get(i);
            if (!condition.isMet(context.getOrDefault(condition.key(), List.of()), effect)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Statement statement
                && Objects.equals(statement.sid, sid)
                && statement.effect == effect
                && statement.principals.equals(principals)
                && statement.exceptActions == exceptActions
                && statement.actions.equals(actions)
                && statement.resources.equals(resources)
                && statement.conditions.equals(conditions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(sid, effect, principals, exceptActions, actions, resources, conditions);
    }

    /** {@return the statement as JSON, as a policy document has it} */
    @Override
    public String toString() {
        return PolicyWriter.json(this);
    }

    /** Builds a {@link Statement}; each setter returns this builder, and adds to what was set. Not thread-safe. */
    public static final class Builder {
        private @Nullable Effect effect;
        private @Nullable String sid;
        private final List<Principal> principals = new ArrayList<>();
        private @Nullable Boolean exceptActions;
        private final List<ActionPattern> actions = new ArrayList<>();
        private final List<ResourcePattern> resources = new ArrayList<>();
        private final List<Condition> conditions = new ArrayList<>();

        Builder() {}

        Builder effect(Effect itsEffect) {
            this.effect = itsEffect;
            return this;
        }

        /**
         * Names the statement; secret and key policies document it, RAM policies bear it.
         *
         * @param name 1 to 128 letters, digits, blanks and {@code _ / + = . @ -}
         * @return this builder
         * @throws IllegalArgumentException if the name has another form
         */
        public Builder sid(String name) {
            if (name.isEmpty() || name.length() > MAX_SID || !name.chars().allMatch(Builder::isSidCharacter)) {
                throw new IllegalArgumentException(
                        "a Sid is 1 to 128 letters, digits, blanks and _ / + = . @ -: '" + Texts.shortened(name) + "'");
            }
            this.sid = name;
            return this;
        }

        private static boolean isSidCharacter(int c) {
            return (c < 128 && Character.isLetterOrDigit(c)) || " _/+=.@-".indexOf(c) >= 0;
        }

        /**
         * Adds whom it is about.
         *
         * @param added one or more
         * @return this builder
         */
        public Builder principal(Principal... added) {
            principals.addAll(List.of(added));
            return this;
        }

        /**
         * Adds actions that it is about.
         *
         * @param added one or more, such as {@code kms:GetSecretValue} or {@code kms:Describe*}
         * @return this builder
         * @throws IllegalArgumentException if one has another form, or the builder has actions that it is not about
         */
        public Builder action(String... added) {
            return actions(false, List.of(added));
        }

        /**
         * Adds actions that it is about.
         *
         * @param added one or more
         * @return this builder
         * @throws IllegalArgumentException if the builder has actions that it is not about
         */
        public Builder action(ActionPattern... added) {
            for (ActionPattern action : added) {
                add(false, action);
            }
            return this;
        }

        /**
         * Adds actions that it is about.
         *
         * @param added one or more
         * @return this builder
         * @throws IllegalArgumentException if one has another form, or the builder has actions that it is not about
         */
        public Builder actions(Collection<String> added) {
            return actions(false, added);
        }

        /**
         * Adds actions that it is not about: it is about all others, of every service.
         *
         * @param added one or more
         * @return this builder
         * @throws IllegalArgumentException if one has another form, or the builder has actions that it is about
         */
        public Builder allActionsExcept(String... added) {
            return actions(true, List.of(added));
        }

        private Builder actions(boolean except, Collection<String> added) {
            added.forEach(action -> add(except, ActionPattern.of(action)));
            return this;
        }

        private void add(boolean except, ActionPattern action) {
            if (exceptActions != null && exceptActions != except) {
                throw new IllegalArgumentException("a statement has either Action or NotAction, not both");
            }
            exceptActions = except;
            actions.add(action);
        }

        /**
         * Adds resources of KMS that it is about.
         *
         * @param added one or more
         * @return this builder
         */
        public Builder resource(KmsArn... added) {
            for (KmsArn arn : added) {
                resources.add(arn.pattern());
            }
            return this;
        }

        /**
         * Adds resources that it is about.
         *
         * @param added one or more ARNs, with or without wildcards, or {@code *}
         * @return this builder
         * @throws IllegalArgumentException if one has another form
         */
        public Builder resource(String... added) {
            for (String text : added) {
                resources.add(ResourcePattern.of(text));
            }
            return this;
        }

        /**
         * Adds resources that it is about.
         *
         * @param added one or more
         * @return this builder
         */
        public Builder resource(ResourcePattern... added) {
            resources.addAll(List.of(added));
            return this;
        }

        /**
         * Adds a condition, which has to be met as well as the others.
         *
         * @param condition the condition
         * @return this builder
         * @throws IllegalArgumentException if there is one of that operator and key: give it all values at once
         */
        public Builder condition(Condition condition) {
            for (Condition other : conditions) {
                if (other.operator() == condition.operator() && other.key().equals(condition.key())) {
                    throw new IllegalArgumentException(
                            "there is a condition " + other.operator().wireName() + " on " + other.key()
                                    + " already; give it all its values at once, which are alternatives");
                }
            }
            conditions.add(condition);
            return this;
        }

        /**
         * Adds a condition, which has to be met as well as the others.
         *
         * @param operator how to compare
         * @param key the key, such as {@code acs:SourceIp}
         * @param values the values, which are alternatives
         * @return this builder
         * @throws IllegalArgumentException if there is one of that operator and key, or no value
         */
        public Builder condition(ConditionOperator operator, String key, String... values) {
            return condition(Condition.of(operator, key, values));
        }

        /**
         * Builds the statement.
         *
         * @return the statement
         * @throws IllegalArgumentException if it has no action
         */
        public Statement build() {
            return new Statement(this);
        }
    }
}
