package io.opensesame.policy.evaluation;

import io.opensesame.policy.Effect;
import io.opensesame.policy.Policy;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import java.util.ArrayList;
import java.util.List;

/** The policies that are asked together at one step, all of one type. Immutable. */
record PolicySet(PolicyType type, List<NamedPolicy> policies) {
    PolicySet {
        policies = List.copyOf(policies);
    }

    static PolicySet empty(PolicyType type) {
        return new PolicySet(type, List.of());
    }

    static PolicySet of(PolicyType type, Policy policy) {
        return new PolicySet(type, List.of(new NamedPolicy("the " + type.words(), policy)));
    }

    boolean isEmpty() {
        return policies.isEmpty();
    }

    /** What it says, by itself, about a request. */
    PolicyVerdict verdict(AccessRequest request) {
        if (!hasSay(request)) {
            return PolicyVerdict.SILENT;
        }
        List<PolicyStatement> allowing = new ArrayList<>();
        List<PolicyStatement> denying = new ArrayList<>();
        for (NamedPolicy policy : policies) {
            List<Statement> statements = policy.policy().statements();
            for (int i = 0; i < statements.size(); i++) {
                Statement statement = statements.get(i);
                if (StatementMatch.matches(type, statement, request)) {
                    (statement.effect() == Effect.DENY ? denying : allowing)
                            .add(new PolicyStatement(type, policy.name(), i, statement));
                }
            }
        }
        return new PolicyVerdict(allowing, denying);
    }

    /**
     * Whether it counts for such a request. The policy of a resource says nothing about another one that the same call
     * needs, as that of a secret does about the secret's key, and that of a secret nothing about most actions.
     */
    boolean hasSay(AccessRequest request) {
        return isAboutItsResource(request)
                && (type != PolicyType.SECRET_POLICY || SecretPolicy.governs(request.action()));
    }

    /** Whether the request is about a resource of the kind that such a policy is attached to. */
    boolean isAboutItsResource(AccessRequest request) {
        return switch (type) {
            case SECRET_POLICY -> isKmsItem(request.resource(), "secret/");
            case KEY_POLICY -> isKmsItem(request.resource(), "key/");
            case TRUST_POLICY -> request.isToAssumeRole();
            case IDENTITY_POLICY, SESSION_POLICY, CONTROL_POLICY -> true;
        };
    }

    private static boolean isKmsItem(String arn, String type) {
        int account = arn.startsWith("acs:kms:") ? arn.indexOf(':', "acs:kms:".length()) : -1;
        int relative = account < 0 ? -1 : arn.indexOf(':', account + 1);
        return relative >= 0 && arn.startsWith(type, relative + 1);
    }
}
