package io.opensesame.policy.evaluation;

import io.opensesame.policy.Effect;
import io.opensesame.policy.Policy;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The policies that are asked together at one step, all of one type. Thread-safe; its policies do not change.
 *
 * <p>Most statements of many policies are about other actions, so that it remembers which are about the one that was
 * asked for: a caller asks for few.
 */
final class PolicySet {
    /** More than KMS has actions. */
    private static final int MAX_REMEMBERED_ACTIONS = 256;

    private final PolicyType type;
    private final List<PolicyStatement> statements;
    private final Map<String, List<PolicyStatement>> byAction = new ConcurrentHashMap<>();

    PolicySet(PolicyType type, List<NamedPolicy> policies) {
        this.type = type;
        this.statements = policies.stream()
                .flatMap(policy -> policy.statements(type).stream())
                .toList();
    }

    static PolicySet of(PolicyType type, Policy policy) {
        return new PolicySet(type, List.of(new NamedPolicy("the " + type.words(), policy)));
    }

    PolicyType type() {
        return type;
    }

    List<PolicyStatement> statements() {
        return statements;
    }

    boolean isEmpty() {
        return statements.isEmpty();
    }

    /** What it says, by itself, about a request. */
    PolicyVerdict verdict(AccessRequest request) {
        if (isEmpty() || !hasSay(request)) {
            return PolicyVerdict.SILENT;
        }
        List<PolicyStatement> allowing = new ArrayList<>();
        List<PolicyStatement> denying = new ArrayList<>();
        for (PolicyStatement placed : about(request.action())) {
            Statement statement = placed.statement();
            if (statement.coversResource(request.resource())
                    && StatementPrincipals.include(type, statement, request.principal())
                    && statement.conditionsMet(request.context())) {
                (statement.effect() == Effect.DENY ? denying : allowing).add(placed);
            }
        }
        return new PolicyVerdict(allowing, denying);
    }

    private List<PolicyStatement> about(String action) {
        List<PolicyStatement> known = byAction.get(action);
        if (known != null) {
            return known;
        }
        List<PolicyStatement> about = statements.stream()
                .filter(placed -> placed.statement().coversAction(action))
                .toList();
        if (byAction.size() < MAX_REMEMBERED_ACTIONS) {
            byAction.put(action, about);
        }
        return about;
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
