package io.opensesame.localkms.engine.permission;

import io.opensesame.localkms.engine.call.Account;
import io.opensesame.policy.KeyPolicy;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.TrustPolicy;
import io.opensesame.policy.evaluation.AccessPolicies;
import io.opensesame.policy.evaluation.AccessRequest;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a permission is needed on, be it there or not, as far as policies ask about it. Immutable. */
public final class GuardedResource {
    /** What a permission is needed on that is about no resource. */
    public static final GuardedResource NONE =
            new GuardedResource(null, AccessRequest.NO_RESOURCE, Map.of(), UnaryOperator.identity());

    private final @Nullable Account owner;
    private final String arn;
    private final Map<String, String> keyTags;
    private final UnaryOperator<AccessPolicies> governor;

    private GuardedResource(
            @Nullable Account owner, String arn, Map<String, String> keyTags, UnaryOperator<AccessPolicies> governor) {
        this.owner = owner;
        this.arn = arn;
        this.keyTags = keyTags;
        this.governor = governor;
    }

    /**
     * Returns a resource without a policy and tags.
     *
     * @param owner whose it is
     * @param resource its type, a slash and its id or name; the type alone for all of it
     */
    public static GuardedResource of(Account owner, String resource) {
        return new GuardedResource(owner, owner.arn(resource), Map.of(), UnaryOperator.identity());
    }

    /**
     * Returns something in the RAM of an account. Its ARN has no region: so it matches policies that leave the region
     * out and those that have {@code *} there, as the service's documents have both.
     *
     * @param accountId whose it is
     * @param resource its type, a slash and its name, or {@code *} for all of the type
     */
    public static GuardedResource ofRam(String accountId, String resource) {
        return new GuardedResource(null, "acs:ram::" + accountId + ":" + resource, Map.of(), UnaryOperator.identity());
    }

    /** Returns this resource as a RAM role that is to be assumed. */
    public GuardedResource governedByTrustPolicy(TrustPolicy policy) {
        return governedBy(policies -> policies.onRole(policy));
    }

    /** Returns this resource as a key with these tags. */
    public GuardedResource withKeyTags(Map<String, String> tags) {
        return new GuardedResource(owner, arn, Map.copyOf(tags), governor);
    }

    /** Returns this resource as a secret, which has a policy if it is in a KMS instance. */
    public GuardedResource governedBySecretPolicy(Optional<SecretPolicy> policy) {
        return policy.map(present -> governedBy(policies -> policies.onSecret(present)))
                .orElse(this);
    }

    /** Returns this resource as a key, which has a policy if it is in a KMS instance. */
    public GuardedResource governedByKeyPolicy(Optional<KeyPolicy> policy) {
        return policy.map(present -> governedBy(policies -> policies.onKey(present)))
                .orElse(this);
    }

    private GuardedResource governedBy(UnaryOperator<AccessPolicies> newGovernor) {
        return new GuardedResource(owner, arn, keyTags, newGovernor);
    }

    /** Returns whether it is, or would be, of an account; what is no resource is of all. */
    public boolean isOf(String accountId) {
        return owner == null || owner.id().equals(accountId);
    }

    String arn() {
        return arn;
    }

    Map<String, String> keyTags() {
        return keyTags;
    }

    /** Returns the policies that have a say: those of the caller, and that of the resource. */
    AccessPolicies policies(AccessPolicies ofCaller) {
        return governor.apply(ofCaller);
    }

    @Override
    public String toString() {
        return arn;
    }
}
