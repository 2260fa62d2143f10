package io.opensesame.localkms.engine.identity;

import io.opensesame.policy.RamPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What AssumeRole is asked for.
 *
 * @param role the role
 * @param name the session's name
 * @param duration for how long
 * @param policy what limits the session further, if anything
 * @see "STS API reference: AssumeRole"
 */
public record RoleSession(Identity role, String name, Duration duration, Optional<RamPolicy> policy) {
    /** How long a session lasts unless the request says otherwise. */
    public static final Duration DEFAULT_DURATION = Role.DEFAULT_SESSION;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.@_-]{2,64}");

    /** Refuses what no role's session can be. */
    void check() {
        if (!NAME.matcher(name).matches()) {
            throw IdentityRefusals.invalid(
                    "RoleSessionName",
                    "RoleSessionName is 2 to 64 letters, digits and the characters . @ - _, not '" + name + "'.");
        }
        policy.ifPresent(document -> checkPolicySize(document.toJson()));
    }

    /** Refuses a policy that is too long for a session. */
    static void checkPolicySize(String policy) {
        if (policy.length() > RamPolicy.MAX_SESSION_CHARACTERS) {
            throw IdentityRefusals.invalid(
                    "PolicySize",
                    "The policy of a session has at most " + RamPolicy.MAX_SESSION_CHARACTERS + " characters, not "
                            + policy.length() + ".");
        }
    }
}
