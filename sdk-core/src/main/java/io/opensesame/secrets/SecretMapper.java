package io.opensesame.secrets;

/**
 * Turns a secret's value into what an application uses.
 *
 * <p>Called once for every version of the secret, first on the thread that asks for the handle, later on a background
 * thread. It must be quick, and must not read secrets or call KMS. It may throw: the handle then keeps what it had.
 *
 * @param <T> what the application uses; immutable, as it is shared by all threads
 */
@FunctionalInterface
public interface SecretMapper<T> {
    /**
     * Maps one version.
     *
     * @param value the version
     * @return what the application uses; never null
     */
    T map(SecretValue value);
}
