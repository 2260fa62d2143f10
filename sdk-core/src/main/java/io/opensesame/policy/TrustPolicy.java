package io.opensesame.policy;

import io.opensesame.error.PolicyException;
import java.util.List;

/**
 * A policy of one RAM role: who may assume it. Immutable.
 *
 * @see "RAM documentation: trust policy of a RAM role"
 */
public final class TrustPolicy extends Policy {
    private TrustPolicy(List<Statement> statements) {
        super(StatementRules.TRUST, statements);
    }

    /**
     * Returns the policy of some statements.
     *
     * @param statements one or more, in order
     * @return the policy
     * @throws IllegalArgumentException if there is none, or one lacks a part or has one that this kind of policy does
     *     not take; the message says which
     */
    public static TrustPolicy of(Statement... statements) {
        return new TrustPolicy(List.of(statements));
    }

    /**
     * Returns the policy of some statements.
     *
     * @param statements one or more, in order
     * @return the policy
     * @throws IllegalArgumentException if there is none, or one lacks a part or has one that this kind of policy does
     *     not take; the message says which
     */
    public static TrustPolicy of(List<Statement> statements) {
        return new TrustPolicy(statements);
    }

    /**
     * Reads a document.
     *
     * @param json the JSON text
     * @return the policy
     * @throws PolicyException if the text is no JSON, or no such policy; says where
     */
    public static TrustPolicy parse(String json) {
        return new TrustPolicy(PolicyParser.parse(json, StatementRules.TRUST));
    }
}
