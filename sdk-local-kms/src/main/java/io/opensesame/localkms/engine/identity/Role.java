package io.opensesame.localkms.engine.identity;

import io.opensesame.policy.TrustPolicy;
import java.time.Duration;

/** A RAM role: who may assume it, for how long, and its policies. */
final class Role {
    static final Duration MIN_SESSION = Duration.ofMinutes(15);
    static final Duration DEFAULT_SESSION = Duration.ofHours(1);

    private static final Duration LONGEST_MAX_SESSION = Duration.ofHours(12);

    private final Identity identity;
    private final AttachedPolicies policies = new AttachedPolicies(IdentityType.ROLE);
    private TrustPolicy trust;
    private Duration maxSession = DEFAULT_SESSION;

    Role(Identity identity, TrustPolicy trust) {
        this.identity = identity;
        this.trust = trust;
    }

    Identity identity() {
        return identity;
    }

    AttachedPolicies policies() {
        return policies;
    }

    TrustPolicy trust() {
        return trust;
    }

    void trust(TrustPolicy newTrust) {
        trust = newTrust;
    }

    void limitSessions(Duration newMax) {
        if (newMax.compareTo(DEFAULT_SESSION) < 0 || newMax.compareTo(LONGEST_MAX_SESSION) > 0) {
            throw IdentityRefusals.invalid(
                    "MaxSessionDuration", "MaxSessionDuration is 3,600 to 43,200 seconds, not " + newMax + ".");
        }
        maxSession = newMax;
    }

    void checkDuration(Duration session) {
        if (session.compareTo(MIN_SESSION) < 0 || session.compareTo(maxSession) > 0) {
            throw IdentityRefusals.invalid(
                    "DurationSeconds",
                    "A session of the role '" + identity.name() + "' lasts 900 to " + maxSession.toSeconds()
                            + " seconds, not " + session + ".");
        }
    }
}
