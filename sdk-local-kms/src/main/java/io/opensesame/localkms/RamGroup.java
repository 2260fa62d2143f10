package io.opensesame.localkms;

import io.opensesame.localkms.engine.identity.Identity;

/** A user group of an account in LocalKms: its policies are its members' too. */
public final class RamGroup extends RamIdentity<RamGroup> {
    RamGroup(RamCalls ram, Identity identity) {
        super(ram, identity);
    }

    @Override
    RamGroup self() {
        return this;
    }

    /**
     * Adds a user.
     *
     * @param user a user of the group's account
     * @return this
     * @throws IllegalArgumentException if the user is of another account, or in the group already
     */
    public RamGroup addMember(RamUser user) {
        requireOwn(user);
        ram().perform(identities -> identities.addMember(identity(), user.identity()));
        return this;
    }

    /**
     * Removes a user.
     *
     * @param user a member
     * @return this
     * @throws IllegalArgumentException if the user is not in the group
     */
    public RamGroup removeMember(RamUser user) {
        requireOwn(user);
        ram().perform(identities -> identities.removeMember(identity(), user.identity()));
        return this;
    }

    /**
     * Deletes it.
     *
     * @throws IllegalArgumentException if it has a member or a policy
     */
    public void delete() {
        ram().perform(identities -> identities.deleteGroup(identity()));
    }

    private void requireOwn(RamUser user) {
        if (!user.accountId().equals(accountId())) {
            throw new IllegalArgumentException(
                    "a group has users of its own account, " + accountId() + ", which " + user + " is not of");
        }
    }
}
