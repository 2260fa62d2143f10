package io.opensesame.localkms.engine.instance;

import io.opensesame.policy.Policy;
import java.util.Set;

/**
 * The policy of a secret or a key.
 *
 * @param <P> which of the two
 * @param text the document as it was sent, and is given back
 * @param policy what it says
 * @param foreignAccounts the other accounts whose identities it admits
 */
public record ResourcePolicy<P extends Policy>(String text, P policy, Set<String> foreignAccounts) {}
