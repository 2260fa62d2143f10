package io.opensesame.localkms.engine.call;

/**
 * An account in one region.
 *
 * @param id the account's id
 * @param region the region that ARNs name
 */
public record Account(String id, String region) {
    /** Returns the ARN of a resource, which is given as its type, a slash and its id. */
    public String arn(String resource) {
        return "acs:kms:" + region + ":" + id + ":" + resource;
    }

    /** Returns the account of a caller in the same region, which is what a name without an ARN is of. */
    public Account of(Caller caller) {
        return new Account(caller.accountId(), region);
    }
}
