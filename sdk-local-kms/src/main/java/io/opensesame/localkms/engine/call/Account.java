package io.opensesame.localkms.engine.call;

/**
 * The account that owns everything, in one region.
 *
 * @param id the account's id
 * @param region the region that ARNs name
 */
public record Account(String id, String region) {
    /** Returns the ARN of a resource, which is given as its type, a slash and its id. */
    public String arn(String resource) {
        return "acs:kms:" + region + ":" + id + ":" + resource;
    }

    /**
     * Refuses a caller of another account. A name means a resource of the caller's own account, which is not here; and
     * what policies grant to other accounts is not the engine's to judge.
     *
     * @param resource what the caller asks for, as in an ARN
     */
    public void requireOwn(Caller caller, String resource) {
        if (!caller.accountId().equals(id)) {
            throw ServiceRefusal.noPermission("acs:kms:" + region + ":" + caller.accountId() + ":" + resource);
        }
    }
}
