package io.opensesame.policy;

import io.opensesame.error.PolicyException;
import java.util.List;

/**
 * A policy of one key of a KMS instance: who may manage and who may use it. Immutable.
 *
 * @see "KMS documentation: key policies; KMS API reference: SetKeyPolicy"
 */
public final class KeyPolicy extends Policy {
    /** The greatest size of a document, in bytes of UTF-8. */
    public static final int MAX_BYTES = 32_768;

    private KeyPolicy(List<Statement> statements) {
        super(StatementRules.KEY, statements);
    }

    /**
     * Returns the policy of some statements.
     *
     * @param statements one or more, in order
     * @return the policy
     * @throws IllegalArgumentException if there is none, or one lacks a part or has one that this kind of policy does
     *     not take; the message says which
     */
    public static KeyPolicy of(Statement... statements) {
        return new KeyPolicy(List.of(statements));
    }

    /**
     * Returns the policy of some statements.
     *
     * @param statements one or more, in order
     * @return the policy
     * @throws IllegalArgumentException if there is none, or one lacks a part or has one that this kind of policy does
     *     not take; the message says which
     */
    public static KeyPolicy of(List<Statement> statements) {
        return new KeyPolicy(statements);
    }

    /**
     * Reads a document.
     *
     * @param json the JSON text
     * @return the policy
     * @throws PolicyException if the text is no JSON, or no such policy; says where
     */
    public static KeyPolicy parse(String json) {
        return new KeyPolicy(PolicyParser.parse(json, StatementRules.KEY));
    }

    /**
     * Returns the policy that the service gives a key which nobody gave one: everything to the account that owns it.
     * Every other policy has to keep this statement as it is.
     *
     * @param accountId the owner, digits
     * @return the policy
     * @throws IllegalArgumentException if the id is not digits
     */
    public static KeyPolicy defaultFor(String accountId) {
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
                .sid("kms default key policy")
                .principal(Principal.ofRam("acs:ram::" + accountId + ":*"))
                .action("kms:*")
                .resource("*")
                .build();
    }
}
