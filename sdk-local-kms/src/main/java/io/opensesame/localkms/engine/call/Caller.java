package io.opensesame.localkms.engine.call;

import io.opensesame.policy.RamPolicy;
import java.util.Optional;

/**
 * Who performs an operation, as the signature proved it.
 *
 * @param accountId the Alibaba Cloud account that the caller belongs to
 * @param principalArn the caller's own ARN, such as {@code acs:ram::<account>:user/<name>}; for the session of a role
 *     {@code acs:ram::<account>:role/<role>/<session>}
 * @param temporary whether the credentials are temporary ones of STS
 * @param sessionPolicy what limits the session, if it was given a policy
 */
public record Caller(String accountId, String principalArn, boolean temporary, Optional<RamPolicy> sessionPolicy) {
    /** Returns the account itself. */
    public static Caller root(String accountId) {
        return lasting(accountId, "root");
    }

    /** Returns the RAM user of that name. */
    public static Caller ramUser(String accountId, String userName) {
        return lasting(accountId, "user/" + userName);
    }

    private static Caller lasting(String accountId, String name) {
        return new Caller(accountId, "acs:ram::" + accountId + ":" + name, false, Optional.empty());
    }

    /** Returns this caller, with temporary credentials. */
    public Caller withTemporaryCredentials() {
        return new Caller(accountId, principalArn, true, sessionPolicy);
    }
}
