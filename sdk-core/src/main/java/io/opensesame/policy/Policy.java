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
public sealed interface Policy permits RamPolicy, SecretPolicy, KeyPolicy, TrustPolicy {
    /** The only version of the policy language, the value of a document's {@code Version}. */
    String VERSION = "1";

    /** {@return the statements, in order; unmodifiable, never empty} */
    List<Statement> statements();

    /**
     * Returns the document in its canonical form: compact JSON with the members in one fixed order and every list
     * written as a list. Reading it gives an equal policy, whose document is the same text.
     *
     * @return the JSON text
     */
    String toJson();

    /** {@return the document as JSON with a line for each member, for people} */
    String toPrettyJson();
}
