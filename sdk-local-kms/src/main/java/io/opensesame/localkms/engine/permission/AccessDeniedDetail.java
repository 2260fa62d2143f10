package io.opensesame.localkms.engine.permission;

import io.opensesame.policy.PolicyType;
import io.opensesame.policy.Principal;
import io.opensesame.policy.evaluation.AccessDecision;
import io.opensesame.policy.evaluation.AccessOutcome;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the answer to a denied call says beside the error.
 *
 * <p>That KMS answers with it, as other services do, is inferred. So are two values: {@code ResourceBasedPolicy}, which
 * another service has for policies of resources, and a RAM user's name where services show its id.
 */
final class AccessDeniedDetail {
    private AccessDeniedDetail() {}

    /** Returns its members in the order in which services have them. */
    static Map<String, String> of(AccessDecision decision) {
        Principal principal = decision.request().principal();
        Map<String, String> detail = new LinkedHashMap<>();
        detail.put("AuthAction", decision.request().action());
        if (principal.type() == Principal.Type.RAM_USER) {
            detail.put("AuthPrincipalType", "SubUser");
            detail.put("AuthPrincipalDisplayName", principal.name());
        } else if (principal.type() == Principal.Type.RAM_ROLE) {
            detail.put("AuthPrincipalType", "AssumedRoleUser");
            detail.put("AuthPrincipalDisplayName", roleAndSession(principal));
        }
        detail.put("AuthPrincipalOwnerId", principal.accountId());
        detail.put(
                "NoPermissionType",
                decision.outcome() == AccessOutcome.EXPLICIT_DENY ? "ExplicitDeny" : "ImplicitDeny");
        decision.decidedAt().map(AccessDeniedDetail::name).ifPresent(name -> detail.put("PolicyType", name));
        return detail;
    }

    private static String roleAndSession(Principal session) {
        String arn = session.toString();
        return session.name() + ":" + arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static String name(PolicyType type) {
        return switch (type) {
            case CONTROL_POLICY -> "ControlPolicy";
            case SESSION_POLICY -> "SessionPolicy";
            case IDENTITY_POLICY -> "AccountLevelIdentityBasedPolicy";
            case SECRET_POLICY, KEY_POLICY -> "ResourceBasedPolicy";
            case TRUST_POLICY -> "AssumeRolePolicy";
        };
    }
}
