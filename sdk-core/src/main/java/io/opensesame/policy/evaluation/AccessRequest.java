package io.opensesame.policy.evaluation;

import io.opensesame.policy.ActionPattern;
import io.opensesame.policy.KmsArn;
import io.opensesame.policy.Principal;
import io.opensesame.policy.ResourcePattern;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing to be allowed: an action, on a resource, by a principal, in a context. An operation that needs several
 * permissions is several requests, all of which have to be allowed. Immutable.
 */
public final class AccessRequest {
    /** What a call that is about no resource is checked against. */
    public static final String NO_RESOURCE = "*";

    private static final String ASSUME_ROLE = "sts:AssumeRole";
    private static final int ARN_PARTS = 5;

    private final Principal principal;
    private final String action;
    private final String resource;
    private final Map<String, List<String>> context;
    private final Optional<String> ownerAccountId;

    private AccessRequest(Builder builder) {
        this.principal = builder.principal;
        this.action = builder.action;
        this.resource = builder.resource;
        this.context = Collections.unmodifiableMap(new LinkedHashMap<>(builder.context));
        this.ownerAccountId = accountIn(builder.resource);
    }

    private static Optional<String> accountIn(String resource) {
        String[] parts = resource.split(":", ARN_PARTS);
        return parts.length == ARN_PARTS ? Optional.of(parts[3]) : Optional.empty();
    }

    /**
     * Returns a builder of a request.
     *
     * @param principal who asks
     * @param action what for, such as {@code kms:GetSecretValue}, without wildcards
     * @param resource the ARN of what it is about, without wildcards, or {@link #NO_RESOURCE}
     * @return the builder
     * @throws IllegalArgumentException if the action is none or has wildcards, or the resource is no ARN
     */
    public static Builder builder(Principal principal, String action, String resource) {
        return new Builder(principal, action, resource);
    }

    /**
     * Returns a builder of a request.
     *
     * @param principal who asks
     * @param action what for, such as {@code kms:GetSecretValue}, without wildcards
     * @param resource what it is about
     * @return the builder
     * @throws IllegalArgumentException if the action is none, or has wildcards
     */
    public static Builder builder(Principal principal, String action, KmsArn resource) {
        return new Builder(principal, action, resource.toString());
    }

    /** {@return who asks} */
    public Principal principal() {
        return principal;
    }

    /** {@return what for, such as {@code kms:GetSecretValue}} */
    public String action() {
        return action;
    }

    /** {@return the ARN of what it is about, or {@link #NO_RESOURCE}} */
    public String resource() {
        return resource;
    }

    /** {@return the values that the request has for condition keys; it lacks all other keys; unmodifiable} */
    public Map<String, List<String>> context() {
        return context;
    }

    /** The account in the resource's ARN; empty if the request is about none, which is then the caller's own affair. */
    Optional<String> ownerAccountId() {
        return ownerAccountId;
    }

    boolean isAcrossAccounts() {
        return ownerAccountId.isPresent() && !ownerAccountId.get().equals(principal.accountId());
    }

    boolean isToAssumeRole() {
        return action.equalsIgnoreCase(ASSUME_ROLE);
    }

    /** Whether the account itself asks for what is its own: it may do everything with that, but assume a role. */
    boolean isByOwner() {
        return principal.type() == Principal.Type.ACCOUNT && !isToAssumeRole() && !isAcrossAccounts();
    }

    /** Whether a RAM user or a RAM role asks: nobody else has policies, or is bound by those that limit. */
    boolean isByRamIdentity() {
        return principal.type() == Principal.Type.RAM_USER || principal.type() == Principal.Type.RAM_ROLE;
    }

    /**
     * Whether a service or somebody from an identity provider asks, for whom the policy of the resource alone counts.
     */
    boolean isFromOutsideOfRam() {
        return principal.type() == Principal.Type.SERVICE || principal.type() == Principal.Type.FEDERATED;
    }

    /** Whether the caller's policies and that of the resource both have to allow it, rather than one of them. */
    boolean needsBothSides() {
        return !isFromOutsideOfRam() && (isToAssumeRole() || isAcrossAccounts());
    }

    /** {@return who asks for what, on what, in which context} */
    @Override
    public String toString() {
        return "AccessRequest[" + principal + " " + action + " on " + resource + " " + context + "]";
    }

    /** Builds an {@link AccessRequest}. Not thread-safe. */
    public static final class Builder {
        private final Principal principal;
        private final String action;
        private final String resource;
        private final Map<String, List<String>> context = new LinkedHashMap<>();

        private Builder(Principal principal, String action, String resource) {
            this.principal = Objects.requireNonNull(principal, "principal");
            this.action = action;
            this.resource = ResourcePattern.of(resource).toString();
            if (ActionPattern.of(action).hasWildcard()) {
                throw new IllegalArgumentException("a request is for one action, without wildcards: '" + action + "'");
            }
        }

        /**
         * Sets what the request has for a condition key, in place of what was set.
         *
         * @param key the key, such as {@code acs:SourceIp}
         * @param values its values; with none, the request lacks the key
         * @return this builder
         */
        public Builder context(String key, String... values) {
            return context(key, List.of(values));
        }

        /**
         * Sets what the request has for a condition key, in place of what was set.
         *
         * @param key the key, such as {@code acs:SourceIp}
         * @param values its values; with none, the request lacks the key
         * @return this builder
         */
        public Builder context(String key, List<String> values) {
            Objects.requireNonNull(key, "key");
            if (values.isEmpty()) {
                context.remove(key);
            } else {
                context.put(key, List.copyOf(values));
            }
            return this;
        }

        /** {@return the request} */
        public AccessRequest build() {
            return new AccessRequest(this);
        }
    }
}
