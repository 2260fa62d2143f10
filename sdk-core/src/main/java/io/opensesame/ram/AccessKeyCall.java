package io.opensesame.ram;

/**
 * A call that is signed with an AccessKey.
 *
 * @param <T> what it returns
 * @param <X> the checked exception that it throws, if any
 */
@FunctionalInterface
public interface AccessKeyCall<T, X extends Exception> {
    /**
     * Makes the call. It may be made a second time, with another AccessKey, if the first one was refused.
     *
     * @param key the AccessKey to sign with
     * @return what the call returned
     * @throws X as the call fails
     */
    T with(AccessKey key) throws X;
}
