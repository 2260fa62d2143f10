package io.opensesame.localkms.engine.identity;

import io.opensesame.error.PolicyException;
import io.opensesame.policy.TrustPolicy;

/**
 * Who may assume a role: the text that the account gave, which answers repeat, and its meaning.
 *
 * @param text the text
 * @param policy its meaning
 */
record TrustDocument(String text, TrustPolicy policy) {
    static TrustDocument of(TrustPolicy policy) {
        return new TrustDocument(policy.toJson(), policy);
    }

    /** Reads a parameter's document, and refuses one that is none. */
    static TrustDocument parse(String parameter, String text) {
        try {
            return new TrustDocument(text, TrustPolicy.parse(text));
        } catch (PolicyException e) {
            throw IdentityRefusals.malformed(parameter, e);
        }
    }
}
