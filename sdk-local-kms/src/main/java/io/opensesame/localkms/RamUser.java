package io.opensesame.localkms;

import io.opensesame.localkms.engine.identity.Identity;

/** A RAM user of an account in LocalKms. */
public final class RamUser extends RamIdentity<RamUser> {
    RamUser(RamCalls ram, Identity identity) {
        super(ram, identity);
    }

    @Override
    RamUser self() {
        return this;
    }

    /** {@return its ARN, {@code acs:ram::<account>:user/<name>}, as secret policies and key policies name it} */
    public String arn() {
        return identity().arn();
    }

    /**
     * Creates an AccessKey. {@link LocalKms#deleteAccessKey} and its siblings take it too.
     *
     * @return the new AccessKey
     * @throws IllegalArgumentException if the user has two already
     */
    public LocalAccessKey createAccessKey() {
        return new LocalAccessKey(ram().ask(identities -> identities.createAccessKey(identity())));
    }

    /**
     * Deletes it.
     *
     * @throws IllegalArgumentException if it has an AccessKey or a policy, or is in a group
     */
    public void delete() {
        ram().perform(identities -> identities.deleteUser(identity()));
    }
}
