package io.opensesame.policy.validation;

import io.opensesame.policy.Effect;
import io.opensesame.policy.KeyPolicy;
import io.opensesame.policy.PolicyType;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.policy.Statement;
import java.util.List;

/**
 * Whether the statement that gives the owner of a secret or key everything is as the service wrote it. What the service
 * does if it is not, the documentation does not say; that it must be is said.
 */
final class OwnerStatementCheck {
    private OwnerStatementCheck() {}

    static void check(List<StatementPlace> places, Subject subject, Findings findings) {
        if (places.stream().anyMatch(place -> isUnmodified(place.statement(), subject))) {
            return;
        }
        List<StatementPlace> candidates = places.stream()
                .filter(place -> isCandidate(place.statement(), subject))
                .toList();
        if (candidates.isEmpty()) {
            findings.add(
                    FindingCode.OWNER_STATEMENT_MISSING,
                    "/Statement",
                    "the statement that gives the owner everything must stay; put it first: " + expected(subject));
        } else {
            findings.add(
                    FindingCode.OWNER_STATEMENT_CHANGED,
                    candidates.get(0).pointer(),
                    "the statement that gives the owner everything must stay as it is: " + expected(subject));
        }
    }

    /** Tells whether a statement looks as if it was the owner's once. */
    static boolean isCandidate(Statement statement, Subject subject) {
        boolean named = statement.sid().equals(expected(subject).sid());
        boolean everythingToOwner = statement.effect() == Effect.ALLOW
                && statement.actions().stream()
                        .anyMatch(action -> action.toString().equals("kms:*"))
                && statement.principals().stream()
                        .anyMatch(principal -> PrincipalCheck.isOwner(principal, subject.owner()));
        return named || everythingToOwner;
    }

    /** The account may be written as {@code :*} or {@code :root}, which mean the same. */
    private static boolean isUnmodified(Statement statement, Subject subject) {
        Statement expected = expected(subject);
        return statement.sid().equals(expected.sid())
                && statement.effect() == expected.effect()
                && statement.principals().size() == 1
                && PrincipalCheck.isOwner(statement.principals().get(0), subject.owner())
                && statement.actions().equals(expected.actions())
                && statement.resources().equals(expected.resources())
                && statement.conditions().isEmpty();
    }

    private static Statement expected(Subject subject) {
        return subject.type() == PolicyType.SECRET_POLICY
                ? SecretPolicy.ownerStatement(subject.owner())
                : KeyPolicy.ownerStatement(subject.owner());
    }
}
