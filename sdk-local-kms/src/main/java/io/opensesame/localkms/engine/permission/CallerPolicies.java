package io.opensesame.localkms.engine.permission;

import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.policy.evaluation.AccessPolicies;

/** What the policies of identities say of callers. */
@FunctionalInterface
public interface CallerPolicies {
    /**
     * Returns the policies of a caller: its own, those of its groups or of the role that it has assumed, that of its
     * session, and the control policies of its account; none for an identity that nobody gave any.
     */
    AccessPolicies of(Caller caller);
}
