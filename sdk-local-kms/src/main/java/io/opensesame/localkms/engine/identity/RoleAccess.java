package io.opensesame.localkms.engine.identity;

import io.opensesame.localkms.engine.call.Origin;
import io.opensesame.policy.Principal;
import io.opensesame.policy.evaluation.AccessDecision;
import io.opensesame.policy.evaluation.AccessPolicies;
import io.opensesame.policy.evaluation.AccessRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Whether somebody may assume a role. */
final class RoleAccess {
    private static final String ACTION = "sts:AssumeRole";

    private RoleAccess() {}

    /** Refuses a caller who may not; conditions see a call from this process. */
    static void check(Role role, Principal by, AccessPolicies policies, Instant now) {
        String resource = role.identity().arn();
        AccessRequest request = AccessRequest.builder(by, ACTION, resource)
                .context("acs:CurrentTime", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .context("acs:SourceIp", Origin.IN_PROCESS.sourceAddress())
                .context("acs:SecureTransport", Boolean.toString(Origin.IN_PROCESS.secure()))
                .build();
        AccessDecision decision = policies.onRole(role.trust()).decide(request);
        if (!decision.isAllowed()) {
            throw IdentityRefusals.noPermission(ACTION, resource, by.toString());
        }
    }
}
