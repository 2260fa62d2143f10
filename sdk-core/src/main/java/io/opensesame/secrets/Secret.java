package io.opensesame.secrets;

import java.util.function.Consumer;

/**
 * A live handle on one stage of a secret: it always gives the newest value that is known. Thread-safe.
 *
 * <p>Keep one handle for as long as the secret is used, ask it at each use, and close it when the secret is not needed
 * any more. While a handle is open, its secret is refreshed in the background.
 *
 * @param <T> what the secret is mapped to
 */
public interface Secret<T> extends AutoCloseable {
    /** {@return the secret's name, as it was asked for} */
    String name();

    /** {@return the stage that this handle follows} */
    VersionStage stage();

    /**
     * Returns the newest value: one volatile read, no lock, no I/O.
     *
     * <p>Only when KMS could not be reached for longer than {@code maxStale}, or refused for longer than the grace, is
     * there no value; then the call asks KMS once more.
     *
     * @return the value
     * @throws io.opensesame.error.OpenSesameException if there is no value any more; it tells why
     * @throws IllegalStateException if the client or this handle is closed
     */
    T value();

    /**
     * Returns the version behind {@link #value()}, with what KMS says about it.
     *
     * @return the version
     * @throws io.opensesame.error.OpenSesameException if there is no value any more
     * @throws IllegalStateException if the client or this handle is closed
     */
    SecretValue version();

    /**
     * Calls the listener after each change of version, on the client's event thread.
     *
     * <p>One call at a time, in order; while a listener is busy, changes are merged, so that it next sees the newest.
     * An exception that it throws is logged and has no effect.
     *
     * @param listener told of each change
     * @return what ends the listening
     */
    Subscription onChange(Consumer<? super SecretChange<T>> listener);

    /** Closes the handle and its subscriptions; the secret stays in the cache. Further calls have no effect. */
    @Override
    void close();
}
