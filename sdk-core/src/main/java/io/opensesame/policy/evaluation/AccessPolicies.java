package io.opensesame.policy.evaluation;

import io.opensesame.policy.KeyPolicy;
import io.opensesame.policy.Policy;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.TrustPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All policies that have a say in a request: those of the caller, those that limit it, and that of the resource.
 * Immutable and thread-safe.
 *
 * <p>A request is allowed if the control policies and the session policy, where there are any, allow it, and, within
 * one account, the caller's policies or the resource's do; across accounts both have to. Any statement that denies
 * outweighs all that allow. The account that owns the resource may do everything.
 *
 * @see "RAM documentation: policy evaluation; KMS documentation: secret policies, key policies"
 */
public final class AccessPolicies {
    private final List<NamedPolicy> control;
    private final List<NamedPolicy> session;
    private final List<NamedPolicy> identity;
    private final @Nullable NamedPolicy resource;

    private AccessPolicies(
            List<NamedPolicy> control,
            List<NamedPolicy> session,
            List<NamedPolicy> identity,
            @Nullable NamedPolicy resource) {
        this.control = List.copyOf(control);
        this.session = List.copyOf(session);
        this.identity = List.copyOf(identity);
        this.resource = resource;
    }

    /** {@return a builder without any policy, so that only owners may do anything} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns these policies for a secret that has a policy.
     *
     * @param policy the secret's policy
     * @return policies that differ in that of the resource alone
     */
    public AccessPolicies onSecret(SecretPolicy policy) {
        return withResource(PolicyType.SECRET_POLICY, policy);
    }

    /**
     * Returns these policies for a key that has a policy.
     *
     * @param policy the key's policy
     * @return policies that differ in that of the resource alone
     */
    public AccessPolicies onKey(KeyPolicy policy) {
        return withResource(PolicyType.KEY_POLICY, policy);
    }

    /**
     * Returns these policies for a RAM role that is to be assumed.
     *
     * @param policy the role's trust policy
     * @return policies that differ in that of the resource alone
     */
    public AccessPolicies onRole(TrustPolicy policy) {
        return withResource(PolicyType.TRUST_POLICY, policy);
    }

    private AccessPolicies withResource(PolicyType type, Policy policy) {
        return new AccessPolicies(control, session, identity, new NamedPolicy(type, "the " + type.words(), policy));
    }

    /**
     * Decides a request.
     *
     * @param request the request
     * @return the decision
     */
    public AccessDecision decide(AccessRequest request) {
        return new Evaluation(request, control, session, identity, Optional.ofNullable(resource)).decide();
    }

    /** Builds {@link AccessPolicies}; each setter returns this builder. Not thread-safe. */
    public static final class Builder {
        private final List<NamedPolicy> control = new ArrayList<>();
        private final List<NamedPolicy> session = new ArrayList<>();
        private final List<NamedPolicy> identity = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a policy of the caller: its own, one of its groups, or one of the role that it has assumed.
         *
         * @param name the policy's name, for explanations
         * @param policy the policy
         * @return this builder
         */
        public Builder identity(String name, RamPolicy policy) {
            return add(identity, PolicyType.IDENTITY_POLICY, name, policy);
        }

        /**
         * Adds policies of the caller: its own, those of its groups, or those of the role that it has assumed.
         *
         * @param policies the policies
         * @return this builder
         */
        public Builder identity(RamPolicy... policies) {
            for (RamPolicy policy : policies) {
                identity("identity policy " + (identity.size() + 1), policy);
            }
            return this;
        }

        /**
         * Adds a policy that was given for the caller's session, which limits it.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder session(RamPolicy policy) {
            return add(session, PolicyType.SESSION_POLICY, numbered("session policy", session), policy);
        }

        /**
         * Adds a control policy that limits the caller's account.
         *
         * @param name the policy's name, for explanations
         * @param policy the policy
         * @return this builder
         */
        public Builder control(String name, RamPolicy policy) {
            return add(control, PolicyType.CONTROL_POLICY, name, policy);
        }

        private static String numbered(String words, List<NamedPolicy> before) {
            return words + " " + (before.size() + 1);
        }

        private Builder add(List<NamedPolicy> to, PolicyType type, String name, RamPolicy policy) {
            to.add(new NamedPolicy(
                    type, Objects.requireNonNull(name, "name"), Objects.requireNonNull(policy, "policy")));
            return this;
        }

        /** {@return the policies} */
        public AccessPolicies build() {
            return new AccessPolicies(control, session, identity, null);
        }
    }
}
