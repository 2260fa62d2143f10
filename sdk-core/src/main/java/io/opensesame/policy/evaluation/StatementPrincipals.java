package io.opensesame.policy.evaluation;

import io.opensesame.policy.Effect;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.Principal;
import io.opensesame.policy.Statement;
import java.util.List;

/** Whom the principals of a statement mean. */
final class StatementPrincipals {
    private StatementPrincipals() {}

    /** Whether a caller is among them; a statement without principals is about whoever bears its policy. */
    static boolean include(PolicyType type, Statement statement, Principal caller) {
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
