package io.opensesame.localkms.engine.identity;

import io.opensesame.policy.TrustPolicy;
import java.time.Duration;
import java.time.Instant;

/** A RAM role: who may assume it, for how long, and its policies. Not thread-safe. */
final class Role {
    static final Duration MIN_SESSION = Duration.ofMinutes(15);
    static final Duration DEFAULT_SESSION = Duration.ofHours(1);

    private static final Duration LONGEST_MAX_SESSION = Duration.ofHours(12);
    private static final int MAX_DESCRIPTION = 1_024;

    private final Identity identity;
    private final String id;
    private final Instant createdAt;
    private final AttachedPolicies policies = new AttachedPolicies(IdentityType.ROLE);
    private TrustDocument trust;
    private String description = "";
    private Duration maxSession = DEFAULT_SESSION;
    private Instant updatedAt;

    Role(Identity identity, String id, TrustDocument trust, Instant now) {
        this.identity = identity;
        this.id = id;
        this.trust = trust;
        this.createdAt = now;
        this.updatedAt = now;
    }

    Identity identity() {
        return identity;
    }

    /** Returns what RAM calls it, whatever its name. */
    String id() {
        return id;
    }

    AttachedPolicies policies() {
        return policies;
    }

    TrustPolicy trust() {
        return trust.policy();
    }

    String trustText() {
        return trust.text();
    }

    String description() {
        return description;
    }

    Duration maxSession() {
        return maxSession;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    void trust(TrustDocument newTrust, Instant now) {
        trust = newTrust;
        updatedAt = now;
    }

    void describe(String newDescription, Instant now) {
        description = checkDescription(newDescription);
        updatedAt = now;
    }

    void limitSessions(Duration newMax, Instant now) {
        maxSession = checkMaxSession(newMax);
        updatedAt = now;
    }

    static String checkDescription(String candidate) {
        return IdentityRefusals.checkLength("Description", candidate, 0, MAX_DESCRIPTION);
    }

    static Duration checkMaxSession(Duration candidate) {
        if (candidate.compareTo(DEFAULT_SESSION) < 0 || candidate.compareTo(LONGEST_MAX_SESSION) > 0) {
            throw IdentityRefusals.invalid(
                    "MaxSessionDuration", "MaxSessionDuration is 3,600 to 43,200 seconds, not " + candidate + ".");
        }
        return candidate;
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
