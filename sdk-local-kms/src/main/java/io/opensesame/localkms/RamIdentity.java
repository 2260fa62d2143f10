package io.opensesame.localkms;

import io.opensesame.localkms.engine.identity.Identity;
import io.opensesame.policy.RamPolicy;

/**
 * Something in RAM that policies are attached to. A change takes effect for the next call. Thread-safe; each method
 * that changes anything returns this.
 *
 * @param <T> which of the three it is
 */
public abstract sealed class RamIdentity<T extends RamIdentity<T>> permits RamUser, RamGroup, RamRole {
    private final RamCalls ram;
    private final Identity identity;

    RamIdentity(RamCalls ram, Identity identity) {
        this.ram = ram;
        this.identity = identity;
    }

    abstract T self();

    RamCalls ram() {
        return ram;
    }

    Identity identity() {
        return identity;
    }

    /** {@return its name within its account} */
    public String name() {
        return identity.name();
    }

    /** {@return the account that it belongs to} */
    public String accountId() {
        return identity.accountId();
    }

    /**
     * Attaches a system policy of KMS: {@code AliyunKMSFullAccess}, {@code AliyunKMSReadOnlyAccess},
     * {@code AliyunKMSCryptoAdminAccess}, {@code AliyunKMSCryptoUserAccess}, {@code AliyunKMSSecretAdminAccess} or
     * {@code AliyunKMSSecretUserAccess}.
     *
     * @param policyName its name
     * @return this
     * @throws IllegalArgumentException if there is no such policy, or it is attached already
     */
    public T attachSystemPolicy(String policyName) {
        ram.perform(identities -> identities.attachSystemPolicy(identity, policyName));
        return self();
    }

    /**
     * Attaches a custom policy of the account. It is created if it is new; if it is attached to nothing, the document
     * becomes its new default version. A user has ten at most, a group and a role five.
     *
     * @param policyName its name; 1 to 128 letters, digits and hyphens
     * @param policy what it says; at most 6,144 characters
     * @return this
     * @throws IllegalArgumentException if it is attached already, if something else has one of that name with another
     *     document (change that by {@link RamAccount#updatePolicy}), or if the service would refuse it
     */
    public T attachPolicy(String policyName, RamPolicy policy) {
        ram.perform(identities -> identities.attachPolicy(identity, policyName, policy));
        return self();
    }

    /**
     * Detaches a policy. A custom one stays in the account, to be attached again or deleted by
     * {@link RamAccount#deletePolicy}.
     *
     * @param policyName its name
     * @return this
     * @throws IllegalArgumentException if it is not attached
     */
    public T detachPolicy(String policyName) {
        ram.perform(identities -> identities.detachPolicy(identity, policyName));
        return self();
    }

    /** {@return its kind and its ARN} */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + identity.arn() + "]";
    }
}
