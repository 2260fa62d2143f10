package io.opensesame.localkms.engine.identity;

/**
 * The name of something that policies are attached to.
 *
 * @param accountId the account that it belongs to
 * @param type what it is
 * @param name its name within the account
 */
public record Identity(String accountId, IdentityType type, String name) {
    /** Returns the name of a RAM user. */
    public static Identity user(String accountId, String name) {
        return new Identity(accountId, IdentityType.USER, name);
    }

    /** Returns the name of a user group. */
    public static Identity group(String accountId, String name) {
        return new Identity(accountId, IdentityType.GROUP, name);
    }

    /** Returns the name of a RAM role. */
    public static Identity role(String accountId, String name) {
        return new Identity(accountId, IdentityType.ROLE, name);
    }

    /** Returns its ARN. */
    public String arn() {
        return "acs:ram::" + accountId + ":" + type.words() + "/" + name;
    }
}
