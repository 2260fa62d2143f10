package io.opensesame.localkms;

import io.opensesame.localkms.engine.identity.Identity;
import io.opensesame.policy.TrustPolicy;
import java.time.Duration;

/** A RAM role of an account in LocalKms. */
public final class RamRole extends RamIdentity<RamRole> {
    RamRole(RamCalls ram, Identity identity) {
        super(ram, identity);
    }

    @Override
    RamRole self() {
        return this;
    }

    /**
     * {@return its ARN, {@code acs:ram::<account>:role/<name>}; the service writes the name in lower case there, and
     * compares names of roles without regard to case}
     */
    public String arn() {
        return identity().arn();
    }

    /**
     * Changes who may assume it; sessions that were begun go on.
     *
     * @param policy the new trust policy
     * @return this
     */
    public RamRole trust(TrustPolicy policy) {
        ram().perform(identities -> identities.trust(identity(), policy));
        return this;
    }

    /**
     * Sets how long a session may last at most; one hour by default.
     *
     * @param max 1 to 12 hours
     * @return this
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public RamRole maxSessionDuration(Duration max) {
        ram().perform(identities -> identities.limitSessions(identity(), max));
        return this;
    }

    /**
     * Deletes it. Sessions that were begun may do nothing any more.
     *
     * @throws IllegalArgumentException if it has a policy
     */
    public void delete() {
        ram().perform(identities -> identities.deleteRole(identity()));
    }

    /**
     * Begins a session of an hour, as a RAM user would by AssumeRole of STS.
     *
     * @param user who assumes the role; has to be allowed {@code sts:AssumeRole} on it by its own policies and by the
     *     role's trust policy
     * @param sessionName 2 to 64 letters, digits and the characters {@code . @ - _}
     * @return the session's temporary credentials
     * @throws IllegalArgumentException if STS would refuse it; the message has its code
     */
    public LocalAccessKey assume(RamUser user, String sessionName) {
        return newSession(sessionName).assume(user);
    }

    /**
     * Prepares a session with more to say about it; {@link NewRoleSession#assume(RamUser)} begins it.
     *
     * @param sessionName 2 to 64 letters, digits and the characters {@code . @ - _}
     * @return the session, yet to be begun
     */
    public NewRoleSession newSession(String sessionName) {
        return new NewRoleSession(ram(), identity(), sessionName);
    }
}
