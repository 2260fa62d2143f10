package io.opensesame.policy.evaluation;

import io.opensesame.policy.ActionPattern;
import io.opensesame.policy.Effect;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.Principal;
import io.opensesame.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way of one request through the policies, in the order in which RAM goes. */
final class Evaluation {
    private static final String ASSUME_ROLE = "sts:AssumeRole";

    /** What a secret policy can be about; on anything else it has no effect. */
    private static final List<ActionPattern> SECRET_POLICY_ACTIONS = List.of(
                    "kms:List*",
                    "kms:Describe*",
                    "kms:PutSecretValue",
                    "kms:Update*",
                    "kms:DeleteSecret",
                    "kms:RestoreSecret",
                    "kms:RotateSecret",
                    "kms:TagResource",
                    "kms:UntagResource",
                    "kms:GetSecretValue")
            .stream()
            .map(ActionPattern::of)
            .toList();

    private final AccessRequest request;
    private final List<NamedPolicy> control;
    private final List<NamedPolicy> session;
    private final List<NamedPolicy> identity;
    private final Optional<NamedPolicy> resource;

    Evaluation(
            AccessRequest request,
            List<NamedPolicy> control,
            List<NamedPolicy> session,
            List<NamedPolicy> identity,
            Optional<NamedPolicy> resource) {
        this.request = request;
        this.control = control;
        this.session = session;
        this.identity = identity;
        this.resource = resource;
    }

    AccessDecision decide() {
        if (isOwner()) {
            return decision(AccessOutcome.ALLOW, null, List.of());
        }
        for (List<NamedPolicy> limits : List.of(control, session)) {
            PolicyVerdict verdict = verdict(limits);
            if (!limits.isEmpty() && !verdict.allows()) {
                return decision(verdict.outcome(), limits.get(0).type(), verdict.deciding());
            }
        }
        return combine(verdict(identity), resource.map(this::resourceVerdict));
    }

    private AccessDecision combine(PolicyVerdict byIdentity, Optional<PolicyVerdict> byResource) {
        PolicyVerdict onResource = byResource.orElse(PolicyVerdict.SILENT);
        PolicyType resourceType = resource.map(NamedPolicy::type).orElse(PolicyType.IDENTITY_POLICY);
        if (byIdentity.denies()) {
            return decision(AccessOutcome.EXPLICIT_DENY, PolicyType.IDENTITY_POLICY, byIdentity.deciding());
        }
        if (onResource.denies()) {
            return decision(AccessOutcome.EXPLICIT_DENY, resourceType, onResource.deciding());
        }
        boolean identityCounts = request.principal().type() != Principal.Type.SERVICE
                && request.principal().type() != Principal.Type.FEDERATED;
        if (!identityCounts) {
            return decision(onResource.outcome(), resourceType, onResource.deciding());
        }
        if (needsBoth()) {
            if (!byIdentity.allows()) {
                return decision(AccessOutcome.IMPLICIT_DENY, PolicyType.IDENTITY_POLICY, List.of());
            }
            List<PolicyStatement> deciding = new ArrayList<>(byIdentity.deciding());
            deciding.addAll(onResource.deciding());
            return onResource.allows()
                    ? decision(AccessOutcome.ALLOW, PolicyType.IDENTITY_POLICY, deciding)
                    : decision(AccessOutcome.IMPLICIT_DENY, resourceType, List.of());
        }
        if (byIdentity.allows() || !onResource.allows()) {
            return decision(byIdentity.outcome(), PolicyType.IDENTITY_POLICY, byIdentity.deciding());
        }
        return decision(AccessOutcome.ALLOW, resourceType, onResource.deciding());
    }

    private AccessDecision decision(
            AccessOutcome outcome, @Nullable PolicyType decidedAt, List<PolicyStatement> deciding) {
        return new AccessDecision(request, outcome, decidedAt, deciding);
    }

    /** The account itself may do everything with what is its own, but assume a role. */
    private boolean isOwner() {
        return request.principal().type() == Principal.Type.ACCOUNT
                && !request.action().equalsIgnoreCase(ASSUME_ROLE)
                && ownerAccount().map(request.principal().accountId()::equals).orElse(true);
    }

    private boolean needsBoth() {
        return request.action().equalsIgnoreCase(ASSUME_ROLE)
                || ownerAccount()
                        .filter(owner -> !owner.equals(request.principal().accountId()))
                        .isPresent();
    }

    /** The account in the resource's ARN, or empty if there is no resource. */
    private Optional<String> ownerAccount() {
        String[] parts = request.resource().split(":", 5);
        return parts.length == 5 ? Optional.of(parts[3]) : Optional.empty();
    }

    private PolicyVerdict resourceVerdict(NamedPolicy policy) {
        boolean effective = policy.type() != PolicyType.SECRET_POLICY
                || SECRET_POLICY_ACTIONS.stream().anyMatch(action -> action.matches(request.action()));
        return effective ? verdict(List.of(policy)) : PolicyVerdict.SILENT;
    }

    private PolicyVerdict verdict(List<NamedPolicy> policies) {
        List<PolicyStatement> allowing = new ArrayList<>();
        List<PolicyStatement> denying = new ArrayList<>();
        for (NamedPolicy policy : policies) {
            List<Statement> statements = policy.policy().statements();
            for (int i = 0; i < statements.size(); i++) {
                Statement statement = statements.get(i);
                if (matches(policy.type(), statement)) {
                    (statement.effect() == Effect.DENY ? denying : allowing).add(policy.statement(i));
                }
            }
        }
        if (!denying.isEmpty()) {
            return new PolicyVerdict(AccessOutcome.EXPLICIT_DENY, denying);
        }
        return allowing.isEmpty() ? PolicyVerdict.SILENT : new PolicyVerdict(AccessOutcome.ALLOW, allowing);
    }

    private boolean matches(PolicyType type, Statement statement) {
        return statement.coversAction(request.action())
                && statement.coversResource(request.resource())
                && isAbout(type, statement)
                && statement.conditionsMet(request.context());
    }

    private boolean isAbout(PolicyType type, Statement statement) {
        return statement.principals().isEmpty()
                || statement.principals().stream().anyMatch(named -> isMeant(type, statement.effect(), named));
    }

    /**
     * Whether a statement that names an account means all of its identities: in a trust policy it does; in the policy
     * of a secret or a key it means the account itself if it allows, and all if it denies. The latter is inferred: else
     * the default policy would open every secret to everybody in the account.
     */
    private boolean isMeant(PolicyType type, Effect effect, Principal named) {
        Principal caller = request.principal();
        if (named.type() == Principal.Type.ACCOUNT && named.accountId().equals(caller.accountId())) {
            return caller.type() == Principal.Type.ACCOUNT || type == PolicyType.TRUST_POLICY || effect == Effect.DENY;
        }
        return named.isSameAs(caller);
    }
}
