package io.opensesame.policy;

import io.opensesame.error.PolicyException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A policy of one secret of a KMS instance: who may manage and who may read it. Immutable.
 *
 * @see "KMS documentation: secret policies; KMS API reference: SetSecretPolicy"
 */
public final class SecretPolicy extends Policy {
    /** The greatest size of a document, in bytes of UTF-8. */
    public static final int MAX_BYTES = 32_768;

    private static final List<ActionPattern> GOVERNED = Stream.of(
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
            .map(ActionPattern::of)
            .toList();

    private SecretPolicy(List<Statement> statements) {
        super(StatementRules.SECRET, statements);
    }

    /**
     * Returns the policy of some statements.
     *
     * @param statements one or more, in order
     * @return the policy
     * @throws IllegalArgumentException if there is none, or one lacks a part or has one that this kind of policy does
     *     not take; the message says which
     */
    public static SecretPolicy of(Statement... statements) {
        return new SecretPolicy(List.of(statements));
    }

    /**
     * Returns the policy of some statements.
     *
     * @param statements one or more, in order
     * @return the policy
     * @throws IllegalArgumentException if there is none, or one lacks a part or has one that this kind of policy does
     *     not take; the message says which
     */
    public static SecretPolicy of(List<Statement> statements) {
        return new SecretPolicy(statements);
    }

    /**
     * Reads a document.
     *
     * @param json the JSON text
     * @return the policy
     * @throws PolicyException if the text is no JSON, or no such policy; says where
     */
    public static SecretPolicy parse(String json) {
        return new SecretPolicy(PolicyParser.parse(json, StatementRules.SECRET));
    }

    /**
     * Returns the policy that the service gives a secret which nobody gave one: everything to the account that owns it.
     * Every other policy has to keep this statement as it is.
     *
     * @param accountId the owner, digits
     * @return the policy
     * @throws IllegalArgumentException if the id is not digits
     */
    public static SecretPolicy defaultFor(String accountId) {
        return of(ownerStatement(accountId));
    }

    /**
     * Returns the statement that gives the owner everything, as the service writes it.
     *
     * @param accountId the owner, digits
     * @return the statement
     * @throws IllegalArgumentException if the id is not digits
     */
    public static Statement ownerStatement(String accountId) {
        return Statement.allow()
                .sid("kms default secret policy")
                .principal(Principal.ofRam("acs:ram::" + accountId + ":*"))
                .action("kms:*")
                .resource("*")
                .build();
    }

    /**
     * Tells whether secret policies have a say about an action. On any other their statements have no effect, be it
     * that they allow or deny: it is for RAM policies alone.
     *
     * @param action the action, such as {@code kms:GetSecretValue}
     * @return whether they have
     */
    public static boolean governs(String action) {
        for (ActionPattern governed : GOVERNED) {
            if (governed.matches(action)) {
                return true;
            }
        }
        return false;
    }
}
