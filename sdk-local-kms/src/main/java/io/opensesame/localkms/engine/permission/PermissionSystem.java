package io.opensesame.localkms.engine.permission;

import io.opensesame.localkms.audit.AuditEntry;
import io.opensesame.localkms.audit.AuditTrail;
import io.opensesame.localkms.engine.call.Request;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.policy.catalogue.KmsCatalogue;
import io.opensesame.policy.evaluation.AccessDecision;
import io.opensesame.policy.evaluation.AccessOutcome;
import io.opensesame.policy.evaluation.AccessPolicies;
import java.util.List;

/** Decides by all policies that have a say whether a caller has a permission, and keeps the audit trail. */
public final class PermissionSystem {
    private final CallerPolicies callerPolicies;
    private final RequestContext context;
    private final AuditTrail trail;

    /**
     * Creates a permission system.
     *
     * @param callerPolicies what policies callers have
     * @param catalogue which condition keys the operations carry
     * @param trail where every decision goes, but those about calls in this process
     */
    public PermissionSystem(CallerPolicies callerPolicies, KmsCatalogue catalogue, AuditTrail trail) {
        this.callerPolicies = callerPolicies;
        this.context = new RequestContext(catalogue);
        this.trail = trail;
    }

    /**
     * Refuses a request whose caller lacks a permission.
     *
     * @param operation the operation called
     * @throws ServiceRefusal if the policies do not allow it
     */
    public void require(String operation, Request request, RequiredPermission needed) {
        AccessDecision decision = decide(operation, request, needed);
        if (!decision.isAllowed()) {
            throw ServiceRefusal.noPermission(decision.request().resource(), AccessDeniedDetail.of(decision));
        }
    }

    /**
     * Refuses a request as RAM and STS do, if its caller lacks the permission.
     *
     * @param operation the operation called
     * @param service what the names of the service's actions begin with, such as {@code ram}
     * @param resource what the operation is about
     * @throws ServiceRefusal if the policies do not allow it
     */
    public void requireOf(String service, String operation, Request request, GuardedResource resource) {
        AccessDecision decision =
                decide(operation, request, new RequiredPermission(service + ":" + operation, List.of(resource)));
        if (!decision.isAllowed()) {
            throw ServiceRefusal.notAuthorized(
                    request.caller().principalArn(),
                    decision.request().action(),
                    decision.request().resource(),
                    AccessDeniedDetail.of(decision));
        }
    }

    private AccessDecision decide(String operation, Request request, RequiredPermission needed) {
        AccessPolicies ofCaller = callerPolicies.of(request.caller());
        AccessDecision decision = deciding(needed.anyOf().stream()
                .map(resource -> resource.policies(ofCaller)
                        .decide(context.accessRequest(operation, request, needed.action(), resource)))
                .toList());
        if (!request.origin().inProcess()) {
            trail.add(new AuditEntry(request.now(), operation, decision));
        }
        return decision;
    }

    /** Of alternatives, one that is denied outweighs one that is allowed. */
    private static AccessDecision deciding(List<AccessDecision> alternatives) {
        return first(
                alternatives,
                AccessOutcome.EXPLICIT_DENY,
                first(alternatives, AccessOutcome.ALLOW, alternatives.get(0)));
    }

    private static AccessDecision first(
            List<AccessDecision> decisions, AccessOutcome outcome, AccessDecision otherwise) {
        return decisions.stream()
                .filter(decision -> decision.outcome() == outcome)
                .findFirst()
                .orElse(otherwise);
    }
}
