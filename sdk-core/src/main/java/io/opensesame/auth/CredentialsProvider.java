package io.opensesame.auth;

/**
 * Supplies the credentials that sign a call.
 *
 * <p>Asked once for every attempt of a call, on the thread that sends it. Implementations must be thread-safe, and
 * should answer from memory.
 */
@FunctionalInterface
public interface CredentialsProvider {
    /**
     * Returns credentials that are valid now.
     *
     * @return the credentials to sign with
     * @throws io.opensesame.error.CredentialsException if none can be had; the message names each source that was tried
     */
    Credentials credentials();

    /**
     * Returns the credentials to try once more with, after the service did not accept {@code refused}.
     *
     * <p>The default asks {@link #credentials()} again. A provider that caches reads its source anew if it still holds
     * {@code refused}.
     *
     * @param refused the credentials that were refused
     * @return the credentials to try next; the same ones if the source has no others
     * @throws io.opensesame.error.CredentialsException if none can be had
     */
    default Credentials credentialsAfterRefusal(Credentials refused) {
        return credentials();
    }

    /**
     * Returns a provider that always answers with the same credentials.
     *
     * @param credentials an AccessKey pair, or temporary credentials that outlive their user
     * @return a provider of just these
     */
    static CredentialsProvider of(Credentials credentials) {
        return () -> credentials;
    }
}
