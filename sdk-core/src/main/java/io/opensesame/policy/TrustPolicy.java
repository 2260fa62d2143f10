package io.opensesame.policy;

import io.opensesame.error.PolicyException;
import java.util.List;

/**
 * A policy of one RAM role: who may assume it. Immutable.
 *
 * @see "RAM documentation: trust policy of a RAM role"
 */
public final class TrustPolicy implements Policy {
    private final List<Statement> statements;

    private TrustPolicy(List<Statement> statements) {
        this.statements = StatementRules.TRUST.checked(statements);
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

    @Override
    public List<Statement> statements() {
        return statements;
    }

    @Override
    public String toJson() {
        return PolicyWriter.json(statements);
    }

    @Override
    public String toPrettyJson() {
        return PolicyWriter.prettyJson(statements);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrustPolicy policy && policy.statements.equals(statements);
    }

    @Override
    public int hashCode() {
        return statements.hashCode();
    }

    /** {@return the document, as {@link #toJson} gives it} */
    @Override
    public String toString() {
        return toJson();
    }
}
