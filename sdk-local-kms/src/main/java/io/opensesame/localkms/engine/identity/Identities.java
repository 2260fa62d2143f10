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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

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
    private final SecureRandom random;
    private final Map<String, RamDirectory> directories = new HashMap<>();
    private final Lock lock = new ReentrantLock();
    private volatile Map<Caller, AccessPolicies> known = new ConcurrentHashMap<>();

    /**
     * Creates the identities of accounts that have none yet.
     *
     * @param clock what the ends of sessions go by
     * @param random where AccessKeys and ids come from
     */
    public Identities(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
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
        change(user, directory -> directory.createUser(user.name(), UserProfile.EMPTY, now()));
    }

    /** Deletes a RAM user that has no AccessKey and no policy, and is in no group. */
    public void deleteUser(Identity user) {
        change(user, directory -> {
            directory.user(user.name());
            requireNoAccessKey(user);
            directory.deleteUser(user.name());
        });
    }

    /** Creates a user group. */
    public void createGroup(Identity group) {
        change(group, directory -> directory.createGroup(group.name()));
    }

    /** Deletes a user group that has no member and no policy. */
    public void deleteGroup(Identity group) {
        change(group, directory -> directory.deleteGroup(group.name()));
    }

    /** Creates a RAM role. */
    public void createRole(Identity role, TrustPolicy trust) {
        change(role, directory -> directory.createRole(role.name(), TrustDocument.of(trust), now()));
    }

    /** Deletes a RAM role that has no policy; its sessions may do nothing any more. */
    public void deleteRole(Identity role) {
        change(role, directory -> directory.deleteRole(role.name()));
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
        change(role, directory -> directory.role(role.name()).trust(TrustDocument.of(trust), now()));
    }

    /** Sets how long sessions of a role may last. */
    public void limitSessions(Identity role, Duration max) {
        change(role, directory -> directory.role(role.name()).limitSessions(max, now()));
    }

    /** Creates a custom policy that is attached to nothing yet. */
    public void createPolicy(String accountId, String policyName, RamPolicy policy) {
        change(
                accountId,
                directory -> directory.customPolicies().create(policyName, "", PolicyDocument.of(policy), now()));
    }

    /** Deletes a custom policy that is attached to nothing and has one version. */
    public void deletePolicy(String accountId, String policyName) {
        change(accountId, directory -> directory.deletePolicy(policyName));
    }

    /** Attaches a custom policy, which is created if it is new, and updated if it is attached to nothing. */
    public void attachPolicy(Identity holder, String policyName, RamPolicy policy) {
        change(holder, directory -> {
            directory.policies(holder.type(), holder.name()).requireRoom(PolicyKind.CUSTOM, policyName);
            provide(directory, policyName, policy);
            directory.attach(holder.type(), holder.name(), PolicyKind.CUSTOM, policyName, now());
        });
    }

    /** Attaches a system policy. */
    public void attachSystemPolicy(Identity holder, String policyName) {
        change(
                holder,
                directory -> directory.attach(holder.type(), holder.name(), PolicyKind.SYSTEM, policyName, now()));
    }

    /** Detaches a policy: the custom one of that name if it is attached, else the system policy. */
    public void detachPolicy(Identity holder, String policyName) {
        change(holder, directory -> {
            AttachedPolicies policies = directory.policies(holder.type(), holder.name());
            boolean isSystem =
                    policies.has(PolicyKind.SYSTEM, policyName) && !policies.has(PolicyKind.CUSTOM, policyName);
            policies.detach(isSystem ? PolicyKind.SYSTEM : PolicyKind.CUSTOM, policyName);
        });
    }

    /** Gives a custom policy a new default version; if it has five, the oldest other one goes. */
    public void updatePolicy(String accountId, String policyName, RamPolicy policy) {
        change(accountId, directory -> update(directory.customPolicies().named(policyName), policy));
    }

    private void provide(RamDirectory directory, String policyName, RamPolicy policy) {
        Optional<CustomPolicy> known = directory.customPolicies().find(policyName);
        if (known.isEmpty()) {
            directory.customPolicies().create(policyName, "", PolicyDocument.of(policy), now());
        } else {
            boolean same = known.get().defaultVersion().document().policy().equals(policy);
            if (!same && directory.attachments(known.get()) > 0) {
                throw IdentityRefusals.exists(
                        "Policy",
                        "The account has a policy '" + policyName
                                + "' with another document; update that, or take another name.");
            }
            update(known.get(), policy);
        }
    }

    private void update(CustomPolicy policy, RamPolicy newDocument) {
        PolicyDocument document = PolicyDocument.of(newDocument);
        if (policy.defaultVersion().document().policy().equals(newDocument)) {
            return;
        }
        policy.dropOldestIfFull();
        policy.makeDefault(policy.add(document, now()).id(), now());
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
            directory(user.accountId()).user(user.name());
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
        return begin(session, role -> RoleAccess.check(role, by, policies, clock.instant()));
    }

    /**
     * Begins a session of a role.
     *
     * @param admission throws for who may not assume it
     */
    AccessKey begin(RoleSession session, Consumer<Role> admission) {
        session.check();
        Identity name = session.role();
        lock.lock();
        try {
            Role role = directory(name.accountId()).role(name.name());
            role.checkDuration(session.duration());
            admission.accept(role);
            String arn = role.identity().arn() + "/" + session.name();
            return accessKeys.issueTemporary(
                    new Caller(name.accountId(), arn, true, session.policy()), session.duration());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Looks at what an account has, or changes it.
     *
     * @param changes whether the action may change what is there, or what policies say
     */
    <T> T perform(String accountId, boolean changes, Function<RamDirectory, T> action) {
        lock.lock();
        try {
            T outcome = action.apply(directory(accountId));
            if (changes) {
                known = new ConcurrentHashMap<>();
            }
            return outcome;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses a user who has AccessKeys; the caller holds the lock. */
    void requireNoAccessKey(Identity user) {
        if (!accessKeys.of(caller(user)).isEmpty()) {
            throw IdentityRefusals.deleteConflict(
                    "User.AccessKey", "The user '" + user.name() + "' has AccessKeys; delete them first.");
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
        perform(accountId, true, directory -> {
            action.accept(directory);
            return directory;
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private RamDirectory directory(String accountId) {
        return directories.computeIfAbsent(accountId, id -> new RamDirectory(id, this::newId));
    }

    /** Ids of users and roles are numbers of 18 digits in the service's samples. */
    private String newId() {
        return String.valueOf(random.nextLong(100_000_000_000_000_000L, 1_000_000_000_000_000_000L));
    }

    private static Caller caller(Identity user) {
        return Caller.ramUser(user.accountId(), user.name());
    }
}
