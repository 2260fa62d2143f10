package io.opensesame.policy;

import io.opensesame.error.PolicyException;
import java.util.List;

/**
 * A policy that says what an identity may do, attached to a RAM user, a user group or a RAM role; a session policy and
 * a control policy, which say what it may do at most, are of the same form. Immutable.
 *
 * @see "RAM documentation: policy structure and grammar"
 */
public final class RamPolicy extends Policy {
    /** The greatest size of a custom policy, in characters. */
    public static final int MAX_CHARACTERS = 6_144;

    /** The greatest size of a session policy, in characters. */
    public static final int MAX_SESSION_CHARACTERS = 2_048;

    private RamPolicy(List<Statement> statements) {
        super(StatementRules.RAM, statements);
    }

    /**
     * Returns the policy of some statements.
     *
     * @param statements one or more, in order
     * @return the policy
     * @throws IllegalArgumentException if there is none, or one lacks a part or has one that this kind of policy does
     *     not take; the message says which
     */
    public static RamPolicy of(Statement... statements) {
        return new RamPolicy(List.of(statements));
    }

    /**
     * Returns the policy of some statements.
     *
     * @param statements one or more, in order
     * @return the policy
     * @throws IllegalArgumentException if there is none, or one lacks a part or has one that this kind of policy does
     *     not take; the message says which
     */
    public static RamPolicy of(List<Statement> statements) {
        return new RamPolicy(statements);
    }

    /**
     * Reads a document.
     *
     * @param json the JSON text
     * @return the policy
     * @throws PolicyException if the text is no JSON, or no such policy; says where
     */
    public static RamPolicy parse(String json) {
        return new RamPolicy(PolicyParser.parse(json, StatementRules.RAM));
    }
}
