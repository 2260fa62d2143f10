package io.opensesame.localkms.engine.call;

/**
 * Who performs an operation, as the signature proved it.
 *
 * @param accountId the Alibaba Cloud account that the caller belongs to
 * @param principalArn the caller's own ARN, such as {@code acs:ram::<account>:user/<name>}
 */
public record Caller(String accountId, String principalArn) {
    /** Returns the RAM user of that name. */
    public static Caller ramUser(String accountId, String userName) {
        return new Caller(accountId, "acs:ram::" + accountId + ":user/" + userName);
    }
}
