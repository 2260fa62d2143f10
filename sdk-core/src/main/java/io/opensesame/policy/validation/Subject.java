package io.opensesame.policy.validation;

import io.opensesame.policy.KmsArn;
import io.opensesame.policy.KmsResourceType;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.catalogue.KmsAction;
import java.util.Optional;

/**
 * What a policy is for.
 *
 * @param type what it is attached to
 * @param owner the account that owns the secret or key; empty for other policies
 * @param arn the secret or key, if that is known
 */
record Subject(PolicyType type, String owner, Optional<KmsArn> arn) {
    static Subject of(PolicyType type) {
        return new Subject(type, "", Optional.empty());
    }

    /** Whether the policy belongs to one secret or key, and so names principals. */
    boolean ofOneResource() {
        return type == PolicyType.SECRET_POLICY || type == PolicyType.KEY_POLICY;
    }

    /** Whether statements of the policy of one secret or key have an effect on an action. */
    boolean governs(KmsAction action) {
        return action.on().contains(resourceType())
                && (type != PolicyType.SECRET_POLICY || SecretPolicy.governs(action.name()));
    }

    /** The type of what the policy belongs to. */
    KmsResourceType resourceType() {
        return type == PolicyType.SECRET_POLICY ? KmsResourceType.SECRET : KmsResourceType.KEY;
    }
}
