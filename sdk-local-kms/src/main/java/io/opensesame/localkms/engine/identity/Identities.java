package io.opensesame.localkms.engine.identity;

import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.permission.CallerPolicies;
import io.opensesame.policy.Principal;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.TrustPolicy;
import io.opensesame.policy.evaluation.AccessPolicies;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The RAM of every account: users, groups, roles and their sessions, and the policies attached to them. A change takes
 * effect for the next call. Thread-safe.
 *
 * <p>Accounts come into being by being named; there is no end to their number. What this class refuses, it refuses by a
 * {@code ServiceRefusal} with RAM's or STS's code.
 */
public final class Identities implements CallerPolicies {
    /*
     * One lock guards the directories, and no I/O is done under it. What callers may do is worked out once and kept
     * until anything changes: a change replaces the whole memory before it releases the lock, so that nobody who asks
     * after a change gets an answer from before it.
     */

    /** So that sessions which are long over do not pile up. */
    private static final int MAX_KNOWN_CALLERS = 10_000;

    private static final int MAX_ACCESS_KEYS = 2;

    private final AccessKeys accessKeys;
    private final Clock clock;
    private final Map<String, RamDirectory> directories = new HashMap<>();
    private final Lock lock = new ReentrantLock();
    private volatile Map<Caller, AccessPolicies> known = new ConcurrentHashMap<>();

    /**
     * Creates the identities of accounts that have none yet.
     *
     * @param clock what the ends of sessions go by
     * @param random where AccessKeys come from
     */
    public Identities(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.accessKeys = new AccessKeys(clock, random);
    }

    /** Returns the AccessKeys of all accounts. */
    public AccessKeys accessKeys() {
        return accessKeys;
    }

    @Override
    public AccessPolicies of(Caller caller) {
        AccessPolicies policies = known.get(caller);
        return policies != null ? policies : workOut(caller);
    }

    /** Creates a RAM user. */
    public void createUser(Identity user) {
        change(user, directory -> directory.createUser(user.name()));
    }

    /** Creates a user group. */
    public void createGroup(Identity group) {
        change(group, directory -> directory.createGroup(group.name()));
    }

    /** Creates a RAM role. */
    public void createRole(Identity role, TrustPolicy trust) {
        change(role, directory -> directory.createRole(role.name(), trust));
    }

    /** Refuses an identity that does not exist. */
    public void requireKnown(Identity identity) {
        lock.lock();
        try {
            directory(identity.accountId()).policies(identity.type(), identity.name());
        } finally {
            lock.unlock();
        }
    }

    /** Makes a user a member of a group of its account. */
    public void addMember(Identity group, Identity user) {
        change(group, directory -> directory.addMember(group.name(), user.name()));
    }

    /** Ends the membership of a user in a group. */
    public void removeMember(Identity group, Identity user) {
        change(group, directory -> directory.removeMember(group.name(), user.name()));
    }

    /** Changes who may assume a role; sessions that were begun go on. */
    public void trust(Identity role, TrustPolicy trust) {
        change(role, directory -> directory.role(role.name()).trust(trust));
    }

    /** Sets how long sessions of a role may last. */
    public void limitSessions(Identity role, Duration max) {
        change(role, directory -> directory.role(role.name()).limitSessions(max));
    }

    /** Attaches a custom policy, which becomes one of the account's if it was not. */
    public void attachPolicy(Identity holder, String policyName, RamPolicy policy) {
        change(holder, directory -> directory.attachCustom(holder.type(), holder.name(), policyName, policy));
    }

    /** Attaches a system policy. */
    public void attachSystemPolicy(Identity holder, String policyName) {
        RamPolicy policy = SystemPolicies.named(policyName, holder.type());
        change(
                holder,
                directory -> directory.policies(holder.type(), holder.name()).attachSystem(policyName, policy));
    }

    /** Detaches a policy; a custom one that is attached nowhere any more is forgotten. */
    public void detachPolicy(Identity holder, String policyName) {
        change(
                holder,
                directory -> directory.policies(holder.type(), holder.name()).detach(policyName));
    }

    /** Changes a custom policy wherever it is attached. */
    public void updatePolicy(String accountId, String policyName, RamPolicy policy) {
        change(accountId, directory -> directory.updateCustom(policyName, policy));
    }

    /** Limits all users and roles of an account; the account itself is not limited. */
    public void attachControlPolicy(String accountId, String policyName, RamPolicy policy) {
        change(accountId, directory -> directory.attachControl(policyName, policy));
    }

    /** Ends what {@link #attachControlPolicy} began. */
    public void detachControlPolicy(String accountId, String policyName) {
        change(accountId, directory -> directory.detachControl(policyName));
    }

    /** Creates an AccessKey of a RAM user, who has two at most. */
    public AccessKey createAccessKey(Identity user) {
        lock.lock();
        try {
            directory(user.accountId()).policies(IdentityType.USER, user.name());
            Caller caller = caller(user);
            if (accessKeys.of(caller).size() >= MAX_ACCESS_KEYS) {
                throw IdentityRefusals.limitExceeded(
                        "User.AccessKey", "A user has at most " + MAX_ACCESS_KEYS + " AccessKeys.");
            }
            return accessKeys.create(caller);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the ids of a RAM user's AccessKeys, be they disabled or not. */
    public List<String> accessKeyIdsOf(Identity user) {
        requireKnown(user);
        return accessKeys.of(caller(user)).stream().map(AccessKey::id).toList();
    }

    /**
     * Begins a session of a role for a RAM user or a session of another role: its own policies and the role's trust
     * policy both have to allow it.
     *
     * @return temporary credentials of the session
     */
    public AccessKey assumeRole(Caller caller, RoleSession session) {
        return begin(session, Principal.ofRam(caller.principalArn()), of(caller));
    }

    /**
     * Begins a session of a role for a cloud service, which the role's trust policy alone has to allow.
     *
     * @param domain the service, such as {@code ecs.aliyuncs.com}
     * @return temporary credentials of the session
     */
    public AccessKey assumeRoleAsService(String domain, RoleSession session) {
        return begin(
                session, Principal.service(domain), AccessPolicies.builder().build());
    }

    private AccessKey begin(RoleSession session, Principal by, AccessPolicies policies) {
        session.check();
        Identity name = session.role();
        lock.lock();
        try {
            Role role = directory(name.accountId()).role(name.name());
            role.checkDuration(session.duration());
            RoleAccess.check(role, by, policies, clock.instant());
            String arn = role.identity().arn() + "/" + session.name();
            return accessKeys.issueTemporary(
                    new Caller(name.accountId(), arn, true, session.policy()), session.duration());
        } finally {
            lock.unlock();
        }
    }

    private AccessPolicies workOut(Caller caller) {
        lock.lock();
        try {
            if (known.size() >= MAX_KNOWN_CALLERS) {
                known = new ConcurrentHashMap<>();
            }
            return known.computeIfAbsent(caller, this::policiesOf);
        } finally {
            lock.unlock();
        }
    }

    private AccessPolicies policiesOf(Caller caller) {
        AccessPolicies.Builder policies = AccessPolicies.builder();
        Principal principal = Principal.ofRam(caller.principalArn());
        if (principal.type() == Principal.Type.ACCOUNT) {
            return policies.build();
        }
        RamDirectory directory = directory(caller.accountId());
        directory.addLimits(policies);
        caller.sessionPolicy().ifPresent(policies::session);
        if (principal.type() == Principal.Type.RAM_USER) {
            directory.addUser(principal.name(), policies);
        } else {
            directory.addRole(principal.name(), policies);
        }
        return policies.build();
    }

    private void change(Identity identity, Consumer<RamDirectory> action) {
        change(identity.accountId(), action);
    }

    private void change(String accountId, Consumer<RamDirectory> action) {
        lock.lock();
        try {
            action.accept(directory(accountId));
            known = new ConcurrentHashMap<>();
        } finally {
            lock.unlock();
        }
    }

    private RamDirectory directory(String accountId) {
        return directories.computeIfAbsent(accountId, RamDirectory::new);
    }

    private static Caller caller(Identity user) {
        return Caller.ramUser(user.accountId(), user.name());
    }
}
