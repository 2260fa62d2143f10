package io.opensesame.localkms;

import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.identity.AccessKey;
import io.opensesame.localkms.engine.identity.Identities;
import io.opensesame.localkms.engine.identity.Identity;
import io.opensesame.localkms.engine.identity.RoleSession;
import io.opensesame.policy.RamPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * A session of a role about to be begun, as by AssumeRole of STS. The setters return this; any of the others begins a
 * session, and may be called again for another one.
 */
public final class NewRoleSession {
    private final RamCalls ram;
    private final Identity role;
    private final String name;
    private Duration duration = RoleSession.DEFAULT_DURATION;
    private Optional<RamPolicy> policy = Optional.empty();

    NewRoleSession(RamCalls ram, Identity role, String name) {
        this.ram = ram;
        this.role = role;
        this.name = name;
    }

    /**
     * Sets how long the session lasts; one hour by default.
     *
     * @param length 15 minutes to the role's {@link RamRole#maxSessionDuration}
     * @return this
     */
    public NewRoleSession duration(Duration length) {
        duration = length;
        return this;
    }

    /**
     * Limits the session: it may do only what the role's policies and this one both allow.
     *
     * @param limit the policy; at most 2,048 characters
     * @return this
     */
    public NewRoleSession policy(RamPolicy limit) {
        policy = Optional.of(limit);
        return this;
    }

    /**
     * Begins the session as a RAM user would.
     *
     * @param user who assumes the role; has to be allowed {@code sts:AssumeRole} on it by its own policies and by the
     *     role's trust policy
     * @return the session's temporary credentials
     * @throws IllegalArgumentException if STS would refuse it; the message has its code
     */
    public LocalAccessKey assume(RamUser user) {
        return begin(Caller.ramUser(user.accountId(), user.name()), Identities::assumeRole);
    }

    /**
     * Begins the session as the owner of an AccessKey would, such as a session of another role.
     *
     * @param key the AccessKey; what it stands for has to be allowed {@code sts:AssumeRole} on the role by its policies
     *     and by the role's trust policy
     * @return the session's temporary credentials
     * @throws IllegalArgumentException if STS would refuse it; the message has its code
     */
    public LocalAccessKey assume(LocalAccessKey key) {
        return begin(key.caller(), Identities::assumeRole);
    }

    /**
     * Begins the session as a cloud service would, as ECS does for the role of an instance.
     *
     * @param domain the service, such as {@code ecs.aliyuncs.com}; the role's trust policy has to name it
     * @return the session's temporary credentials
     * @throws IllegalArgumentException if STS would refuse it; the message has its code
     */
    public LocalAccessKey assumeAsService(String domain) {
        return begin(domain, Identities::assumeRoleAsService);
    }

    private <T> LocalAccessKey begin(T caller, Assumption<T> assumption) {
        RoleSession session = new RoleSession(role, name, duration, policy);
        return new LocalAccessKey(ram.ask(identities -> assumption.begin(identities, caller, session)));
    }

    @Override
    public String toString() {
        return "NewRoleSession[" + role.arn() + "/" + name + "]";
    }

    /** A way to assume a role. */
    @FunctionalInterface
    private interface Assumption<T> {
        AccessKey begin(Identities identities, T caller, RoleSession session);
    }
}
