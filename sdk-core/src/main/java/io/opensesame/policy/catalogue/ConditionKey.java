package io.opensesame.policy.catalogue;

import io.opensesame.policy.ConditionOperator;
import io.opensesame.policy.PolicyType;
import java.util.Objects;
import java.util.Set;

/** A key that conditions of policies can be about. Immutable. */
public final class ConditionKey {
    /** What the values of a key are. */
    public enum Type {
        /** Text, for the operators that have {@code String} in their names. */
        STRING("String"),
        /** An instant, for the operators that have {@code Date} in their names. */
        DATE("Date"),
        /** {@code true} or {@code false}, for {@code Bool}. */
        BOOLEAN("Bool"),
        /** An IPv4 or IPv6 address, for {@code IpAddress} and {@code NotIpAddress}. */
        IP_ADDRESS("IpAddress");

        private final String inOperators;

        Type(String inOperators) {
            this.inOperators = inOperators;
        }

        /**
         * Tells whether an operator compares values of this type.
         *
         * @param operator the operator
         * @return whether it does
         */
        public boolean fits(ConditionOperator operator) {
            return operator.wireName().contains(inOperators);
        }
    }

    private final String name;
    private final Type type;
    private final String meaning;
    private final Set<PolicyType> policies;
    private final boolean inKmsRequests;
    private final boolean inEveryRequest;

    ConditionKey(
            String name,
            Type type,
            String meaning,
            Set<PolicyType> policies,
            boolean inKmsRequests,
            boolean inEveryRequest) {
        this.name = Objects.requireNonNull(name, "name");
        this.type = Objects.requireNonNull(type, "type");
        this.meaning = Objects.requireNonNull(meaning, "meaning");
        this.policies = Set.copyOf(policies);
        this.inKmsRequests = inKmsRequests;
        this.inEveryRequest = inEveryRequest;
    }

    /**
     * {@return its name, such as {@code acs:SourceIp}; if it {@linkplain #isPrefix() is a prefix}, what comes before
     * the part that a policy's author chooses, such as {@code kms:tag/}}
     */
    public String name() {
        return name;
    }

    /** {@return whether more follows the name, such as a tag's key in {@code kms:tag/Project}} */
    public boolean isPrefix() {
        return name.endsWith("/");
    }

    /**
     * Tells whether a key of a condition is this one.
     *
     * @param key the whole key, such as {@code kms:tag/Project}; letter case matters, which the documentation leaves
     *     open
     * @return whether it is
     */
    public boolean matches(String key) {
        return isPrefix() ? key.startsWith(name) && key.length() > name.length() : key.equals(name);
    }

    /** {@return what its values are} */
    public Type type() {
        return type;
    }

    /** {@return what it stands for, in words} */
    public String meaning() {
        return meaning;
    }

    /** {@return the types of policy that it can be used in; unmodifiable} */
    public Set<PolicyType> policies() {
        return policies;
    }

    /**
     * {@return whether requests of KMS can have it; a condition on another key is never met in an Allow of KMS actions,
     * unless its operator is negative}
     */
    public boolean isInKmsRequests() {
        return inKmsRequests;
    }

    /**
     * {@return whether every request has it; where it is absent, a condition with a negative operator is met, and any
     * other is not}
     */
    public boolean isInEveryRequest() {
        return inEveryRequest;
    }

    /** {@return its name and what it stands for} */
    @Override
    public String toString() {
        return name + ": " + meaning;
    }
}
