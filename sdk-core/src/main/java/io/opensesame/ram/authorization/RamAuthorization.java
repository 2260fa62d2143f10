package io.opensesame.ram.authorization;

import io.opensesame.policy.RamPolicy;

/**
 * Lets Secrets Manager rotate the AccessKeys of RAM users: there has to be a service role that KMS may assume, and
 * policies on it that allow four actions on these users. Once an account is authorized, it stays so until somebody
 * changes it, which {@link #check} finds.
 *
 * <p>Documents are compared by what they allow, not by their text: the console rewrites what it is given, and policies
 * of other names do as well. KMS knows its role under two names, and either will do.
 *
 * <p>Thread-safe; it works until the {@code OpenSesame} it is from is closed. Every method blocks for several calls to
 * RAM, and throws besides what it says itself
 *
 * <ul>
 *   <li>{@link AuthorizationDeniedException} if the caller lacks a permission; it has all of them ready
 *   <li>{@link io.opensesame.error.KmsServiceException} if RAM refuses for another reason, as when a quota is used up
 *   <li>{@link io.opensesame.error.KmsTransportException} if RAM or STS gives no answer
 *   <li>{@link IllegalArgumentException} if the options name another account than the caller's, or so many users that
 *       no policy has room for them
 * </ul>
 *
 * @see "KMS documentation: authorize Secrets Manager to manage AccessKey pairs of RAM users"
 */
public interface RamAuthorization {
    /**
     * Looks whether rotation would work, and at what stands in its way. Changes nothing.
     *
     * <p>Where the account has roles of both names, KMS is taken to act through the newer one if it may assume that,
     * and else through the other, which is inferred.
     *
     * @return what is there, what is not, and what that breaks
     */
    AuthorizationReport check();

    /**
     * Lists the calls to RAM that would mend what {@link #check} finds, in order. Changes nothing.
     *
     * @return the calls; none if rotation would work as it is
     */
    AuthorizationPlan plan();

    /**
     * Performs what {@link #plan} lists, and looks again, until there is nothing left to do; so that it can be called
     * any number of times, by several processes at once, and again after one that failed half-way.
     *
     * <p>A document that differs was made by somebody, and an application may depend on it. Unless the options say
     * {@link AuthorizationOptions.Builder#replaceDifferent replaceDifferent}, none is replaced: then nothing at all is
     * done where the plan would have to.
     *
     * <p>RAM may take a moment until what was made is found, which is inferred; it is waited for for a few seconds.
     *
     * @return the calls that were made, and what is there after them
     * @throws AuthorizationConflictException if something differs that may not be replaced, or if what is there keeps
     *     changing, as when somebody else changes it at the same time
     */
    AuthorizationResult apply();

    /**
     * Returns the least policy of whoever calls {@link #check} and {@link #plan}, such as a check of a deployment.
     * Which resources RAM checks these actions on is inferred.
     *
     * @return the policy
     */
    RamPolicy requiredPermissionsToCheck();

    /**
     * Returns the least policy of whoever calls {@link #apply} with these options; it allows {@link #check} and
     * {@link #plan} too. Which resources RAM checks these actions on is inferred.
     *
     * @return the policy
     */
    RamPolicy requiredPermissionsToApply();
}
