package io.opensesame.localkms.engine.identity;

import io.opensesame.error.PolicyException;
import io.opensesame.policy.RamPolicy;

/**
 * What a policy says: the text that the account gave, which answers repeat, and its meaning.
 *
 * @param text the text, of which every character counts toward the limit, white space included; that is inferred
 * @param policy its meaning
 */
record PolicyDocument(String text, RamPolicy policy) {
    private static final String PARAMETER = "PolicyDocument";

    /** Returns a document of custom policies, and refuses one that is too long. */
    static PolicyDocument of(RamPolicy policy) {
        return new PolicyDocument(checkedLength(policy.toJson()), policy);
    }

    /** Reads a document of custom policies, and refuses one that is too long or none. */
    static PolicyDocument parse(String text) {
        checkedLength(text);
        try {
            return new PolicyDocument(text, RamPolicy.parse(text));
        } catch (PolicyException e) {
            throw IdentityRefusals.malformed(PARAMETER, e);
        }
    }

    private static String checkedLength(String text) {
        return IdentityRefusals.checkLength(PARAMETER, text, 1, RamPolicy.MAX_CHARACTERS);
    }
}
