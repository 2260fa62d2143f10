package io.opensesame.policy.evaluation;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.PolicyException;
import io.opensesame.policy.KeyPolicy;
import io.opensesame.policy.Policy;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.TrustPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    /** For resources that bear no policy; which type it would be of makes no difference. */
    private static final PolicySet NO_RESOURCE_POLICY = new PolicySet(PolicyType.IDENTITY_POLICY, List.of());

    private final PolicySet control;
    private final PolicySet session;
    private final PolicySet identity;
    private final PolicySet resource;

    private AccessPolicies(PolicySet control, PolicySet session, PolicySet identity, PolicySet resource) {
        this.control = control;
        this.session = session;
        this.identity = identity;
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
        return new AccessPolicies(control, session, identity, PolicySet.of(type, policy));
    }

    /** All sets of policies that have a say in a request; the limits only if there are any. */
    List<PolicySet> asked(AccessRequest request) {
        Stream<PolicySet> callers = request.isByRamIdentity() ? Stream.of(control, session, identity) : Stream.of();
        return Stream.concat(callers, Stream.of(resource))
                .filter(set -> !set.isEmpty())
                .toList();
    }

    /** Those that allow nothing by themselves, in the order in which they are asked. */
    List<PolicySet> limits() {
        return List.of(control, session);
    }

    PolicySet identity() {
        return identity;
    }

    /** That of the resource; without any, one that is empty. */
    PolicySet resource() {
        return resource;
    }

    /**
     * Decides a request.
     *
     * @param request the request
     * @return the decision
     */
    public AccessDecision decide(AccessRequest request) {
        return new Evaluation(request, this).decide();
    }

    /**
     * Explains a denial by KMS from these policies, for a request without condition keys.
     *
     * @param denied the denial
     * @param caller who was denied
     * @return what {@link #explain(AccessDeniedException, Principal, Map)} returns
     */
    public String explain(AccessDeniedException denied, Principal caller) {
        return explain(denied, caller, Map.of());
    }

    /**
     * Explains a denial by KMS from these policies. Of what the call was about, the denial may not know the region or
     * the key: what covers all regions or keys is then taken to cover it, and what covers some is not. An account that
     * it does not know is the caller's.
     *
     * @param denied the denial
     * @param caller who was denied
     * @param context the values that the request had for condition keys, such as {@code acs:SourceIp}
     * @return for each permission that the call needs and these policies do not give, why not; or, if they give all,
     *     that something else must have denied it
     * @throws PolicyException if the statement that comes with the denial is none
     */
    public String explain(AccessDeniedException denied, Principal caller, Map<String, List<String>> context) {
        List<AccessDecision> refused = DeniedRequests.of(denied, caller, context).stream()
                .map(this::decide)
                .filter(decision -> !decision.isAllowed())
                .toList();
        if (refused.isEmpty()) {
            return "These policies allow " + denied.action() + " on " + denied.resourceArn() + " to " + caller
                    + ": what denied it is a policy that is not among them, such as a control policy, a session policy or the"
                    + " resource's, or a condition on a key that the request had otherwise.";
        }
        String reasons = refused.stream().map(AccessDecision::explanation).collect(Collectors.joining(" "));
        boolean isVague = refused.stream()
                .map(decision -> decision.request().resource())
                .anyMatch(resource -> resource.contains("*") && !resource.equals(AccessRequest.NO_RESOURCE));
        return isVague
                ? reasons + " The denial does not tell what stands for *, so that only what covers all is taken to cover it."
                : reasons;
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
            return add(identity, name, policy);
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
            return add(session, "session policy " + (session.size() + 1), policy);
        }

        /**
         * Adds a control policy that limits the caller's account.
         *
         * @param name the policy's name, for explanations
         * @param policy the policy
         * @return this builder
         */
        public Builder control(String name, RamPolicy policy) {
            return add(control, name, policy);
        }

        private Builder add(List<NamedPolicy> to, String name, RamPolicy policy) {
            to.add(new NamedPolicy(name, policy));
            return this;
        }

        /** {@return the policies} */
        public AccessPolicies build() {
            return new AccessPolicies(
                    new PolicySet(PolicyType.CONTROL_POLICY, control),
                    new PolicySet(PolicyType.SESSION_POLICY, session),
                    new PolicySet(PolicyType.IDENTITY_POLICY, identity),
                    NO_RESOURCE_POLICY);
        }
    }
}
