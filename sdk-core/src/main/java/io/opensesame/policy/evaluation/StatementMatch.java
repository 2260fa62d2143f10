package io.opensesame.policy.evaluation;

import io.opensesame.policy.Effect;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.Principal;
import io.opensesame.policy.Statement;
import java.util.List;

/** Whether a statement is about a request. */
final class StatementMatch {
    private StatementMatch() {}

    /** Asks for the action first: most statements of most policies are about another. */
    static boolean matches(PolicyType type, Statement statement, AccessRequest request) {
        return statement.coversAction(request.action())
                && statement.coversResource(request.resource())
                && isAboutCaller(type, statement, request.principal())
                && statement.conditionsMet(request.context());
    }

    static boolean isAboutCaller(PolicyType type, Statement statement, Principal caller) {
        List<Principal> principals = statement.principals();
        for (int i = 0; i < principals.size(); i++) {
            if (means(type, statement.effect(), principals.get(i), caller)) {
                return true;
            }
        }
        return principals.isEmpty();
    }

    private static boolean means(PolicyType type, Effect effect, Principal named, Principal caller) {
        return named.isSameAs(caller)
                || (named.type() == Principal.Type.ACCOUNT
                        && named.accountId().equals(caller.accountId())
                        && accountMeansItsIdentities(type, effect));
    }

    /**
     * Whether a statement that names an account is about its RAM users and roles too. A trust policy is. That one that
     * allows in the policy of a secret or a key is not, is inferred: else the default policy would open every secret to
     * everybody in the account. One that denies there is, to err on the side of refusal.
     */
    private static boolean accountMeansItsIdentities(PolicyType type, Effect effect) {
        return type == PolicyType.TRUST_POLICY || effect == Effect.DENY;
    }
}
