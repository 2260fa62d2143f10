package io.opensesame.localkms;

import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.identity.Identity;
import io.opensesame.localkms.engine.identity.RotationAuthorization;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.TrustPolicy;
import io.opensesame.policy.template.ManagedRamCredentials;

/**
 * An account's RAM: its users, user groups and roles, and the policies attached to them. A change takes effect for the
 * next call. Calls to RAM over HTTP see and change the same. Thread-safe.
 *
 * <pre>{@code
 * LocalAccessKey alice = kms.ram()
 *         .createUser("alice")
 *         .attachSystemPolicy("AliyunKMSSecretUserAccess")
 *         .createAccessKey();
 * }</pre>
 *
 * <p>What RAM would refuse is refused by an {@link IllegalArgumentException} that names RAM's code.
 */
public final class RamAccount {
    private final RamCalls ram;
    private final String accountId;

    RamAccount(RamCalls ram, String accountId) {
        this.ram = ram;
        this.accountId = accountId;
    }

    /** {@return the account's id} */
    public String accountId() {
        return accountId;
    }

    /**
     * Creates an AccessKey of the account itself, which no policy of its own limits.
     *
     * @return the new AccessKey
     */
    public LocalAccessKey createAccessKey() {
        return new LocalAccessKey(ram.ask(identities -> identities.accessKeys().create(Caller.root(accountId))));
    }

    /**
     * Creates a RAM user, who may do nothing yet.
     *
     * @param name 1 to 64 letters, digits and the characters {@code . _ -}
     * @return the user
     * @throws IllegalArgumentException if there is one of that name, or the name is none
     */
    public RamUser createUser(String name) {
        Identity user = Identity.user(accountId, name);
        ram.perform(identities -> identities.createUser(user));
        return new RamUser(ram, user);
    }

    /**
     * Returns a RAM user that was created before.
     *
     * @param name the user's name
     * @return the user
     * @throws IllegalArgumentException if there is none of that name
     */
    public RamUser user(String name) {
        return new RamUser(ram, known(Identity.user(accountId, name)));
    }

    /**
     * Creates a user group, without members.
     *
     * @param name 1 to 64 letters, digits and the characters {@code . _ -}
     * @return the group
     * @throws IllegalArgumentException if there is one of that name, or the name is none
     */
    public RamGroup createGroup(String name) {
        Identity group = Identity.group(accountId, name);
        ram.perform(identities -> identities.createGroup(group));
        return new RamGroup(ram, group);
    }

    /**
     * Returns a user group that was created before.
     *
     * @param name the group's name
     * @return the group
     * @throws IllegalArgumentException if there is none of that name
     */
    public RamGroup group(String name) {
        return new RamGroup(ram, known(Identity.group(accountId, name)));
    }

    /**
     * Creates a RAM role, which may do nothing yet.
     *
     * @param name 1 to 64 letters, digits and the characters {@code . -}
     * @param trust who may assume it
     * @return the role
     * @throws IllegalArgumentException if there is one of that name, in whatever case, or the name is none
     */
    public RamRole createRole(String name, TrustPolicy trust) {
        Identity role = Identity.role(accountId, name);
        ram.perform(identities -> identities.createRole(role, trust));
        return new RamRole(ram, role);
    }

    /**
     * Returns a RAM role that was created before.
     *
     * @param name the role's name, in whatever case
     * @return the role
     * @throws IllegalArgumentException if there is none of that name
     */
    public RamRole role(String name) {
        return new RamRole(ram, known(Identity.role(accountId, name)));
    }

    /**
     * Lets KMS rotate the RAM secrets of this account: there is the role {@link ManagedRamCredentials#ROLE_NAME}, which
     * KMS may assume, and attached to it the policy {@link ManagedRamCredentials#POLICY_NAME}, both as the service's
     * documentation has them. What of it is there already is put right.
     *
     * @return the role
     */
    public RamRole authorizeRotation() {
        return new RamRole(ram, ram.ask(identities -> RotationAuthorization.grant(identities, accountId)));
    }

    /**
     * Creates a custom policy that is attached to nothing yet; {@link RamIdentity#attachPolicy} does both at once.
     *
     * @param policyName its name; 1 to 128 letters, digits and hyphens
     * @param policy what it says, its version {@code v1}; at most 6,144 characters
     * @throws IllegalArgumentException if there is one of that name, or the service would refuse it
     */
    public void createPolicy(String policyName, RamPolicy policy) {
        ram.perform(identities -> identities.createPolicy(accountId, policyName, policy));
    }

    /**
     * Changes a custom policy for all users, groups and roles that it is attached to: the document becomes its new
     * default version. If it has five versions, the oldest one that is not the default is deleted.
     *
     * @param policyName its name
     * @param policy what it says from now on
     * @throws IllegalArgumentException if there is none of that name, or the service would refuse it
     */
    public void updatePolicy(String policyName, RamPolicy policy) {
        ram.perform(identities -> identities.updatePolicy(accountId, policyName, policy));
    }

    /**
     * Deletes a custom policy.
     *
     * @param policyName its name
     * @throws IllegalArgumentException if there is none of that name, if it is attached to anything, or if it has more
     *     than one version
     */
    public void deletePolicy(String policyName) {
        ram.perform(identities -> identities.deletePolicy(accountId, policyName));
    }

    /**
     * Limits all users and roles of the account, as a control policy of a resource directory does; the account itself
     * is not limited. Once there is one, what none of them allows is denied: beside policies that deny there has to be
     * one that allows the rest.
     *
     * @param policyName its name; 1 to 128 letters, digits and hyphens
     * @param policy what is allowed at most
     * @throws IllegalArgumentException if there is one of that name, or the service would refuse it
     */
    public void attachControlPolicy(String policyName, RamPolicy policy) {
        ram.perform(identities -> identities.attachControlPolicy(accountId, policyName, policy));
    }

    /**
     * Ends what {@link #attachControlPolicy} began.
     *
     * @param policyName its name
     * @throws IllegalArgumentException if there is none of that name
     */
    public void detachControlPolicy(String policyName) {
        ram.perform(identities -> identities.detachControlPolicy(accountId, policyName));
    }

    private Identity known(Identity identity) {
        ram.perform(identities -> identities.requireKnown(identity));
        return identity;
    }

    @Override
    public String toString() {
        return "RamAccount[" + accountId + "]";
    }
}
