package io.opensesame.policy;

import java.util.List;

/**
 * An access policy: a list of statements, of which any that denies a request outweighs all that allow it. Immutable.
 *
 * <p>The {@code parse} methods of the kinds read what is in the grammar and nothing else. They take documents of up to
 * 65,536 characters, which is more than the service does of any, so that one that is too long can be looked at; what is
 * longer, or nested deeper than a policy, is refused without being read to its end.
 *
 * <p>Two policies are equal if they have the same statements in the same order; that a document may write a list of one
 * as a single text makes no difference.
 *
 * @see "RAM documentation: policy structure and grammar"
 */
public abstract sealed class Policy permits RamPolicy, SecretPolicy, KeyPolicy, TrustPolicy {
    /** The only version of the policy language, the value of a document's {@code Version}. */
    public static final String VERSION = "1";

    private final List<Statement> statements;

    Policy(StatementRules rules, List<Statement> statements) {
        this.statements = rules.checked(statements);
    }

    /** {@return the statements, in order; unmodifiable, never empty} */
    public final List<Statement> statements() {
        return statements;
    }

    /**
     * Returns the document in its canonical form: compact JSON with the members in one fixed order and every list
     * written as a list. Reading it gives an equal policy, whose document is the same text.
     *
     * @return the JSON text
     */
    public final String toJson() {
        return PolicyWriter.json(statements);
    }

    /** {@return the document as JSON with a line for each member and value, for people} */
    public final String toPrettyJson() {
        return PolicyWriter.prettyJson(statements);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Policy policy
                && policy.getClass() == getClass()
                && policy.statements.equals(statements);
    }

    @Override
    public final int hashCode() {
        return statements.hashCode();
    }

    /** {@return the document, as {@link #toJson} gives it} */
    @Override
    public final String toString() {
        return toJson();
    }
}
