package io.opensesame.ram.client;

/**
 * Who calls.
 *
 * @param accountId the account
 * @param arn the caller's ARN: of the account, a RAM user, or the session of a role
 * @param identityType what it is, as STS calls it: {@code Account}, {@code RAMUser} or {@code AssumedRoleUser}; empty
 *     if it does not say
 * @param principalId the id of the account, the user, or the role's session; empty if STS does not say
 */
public record CallerIdentity(String accountId, String arn, String identityType, String principalId) {}
