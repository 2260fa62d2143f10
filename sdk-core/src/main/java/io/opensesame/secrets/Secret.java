package io.opensesame.secrets;

import java.util.Optional;
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
     * Returns {@link #value()} together with the version that it is from, as one pair that is never torn.
     *
     * @return the version
     * @throws io.opensesame.error.OpenSesameException if there is no value any more
     * @throws IllegalStateException if the client or this handle is closed
     */
    TypedVersion<T> version();

    /**
     * Returns the version that was current before {@link #version()}, so that a verifier can accept both during a
     * rotation.
     *
     * <p>The version before a change that this client saw is at hand. Where it saw none, a handle on {@code ACSCurrent}
     * reads {@code ACSPrevious}, once for each current version; that may block, as a first read does.
     *
     * @return the version before; empty if there is none
     * @throws io.opensesame.error.OpenSesameException if there is no value any more, or the one before cannot be read
     *     or mapped
     * @throws IllegalStateException if the client or this handle is closed
     */
    Optional<TypedVersion<T>> previous();

    /**
     * Reports that versions of this secret were refused by what they are for, such as a database, and returns the one
     * to try next.
     *
     * <p>If another version is held already, it is returned at once. Otherwise KMS is asked: once, however many threads
     * report, and no more often than {@link CacheOptions#rejectionsPerMinute()}. If KMS still gives a version that was
     * refused, a rotation may be under way: then the version before is returned if it was replaced within the last
     * hour, else that at {@link CacheOptions#pendingStage()}. A handle on another stage than {@code ACSCurrent} gives
     * the version before only if this client saw it replaced, and none that is pending.
     *
     * <p>Nothing is remembered of the report: name all versions that were tried, so that none is returned again.
     *
     * @param versionIds the ids of all versions that were refused in this attempt, one at least
     * @return the version to try next; empty if there is none, for now
     * @throws io.opensesame.error.OpenSesameException if KMS refuses the secret for good, which ends its value at once;
     *     if KMS gives no answer and there is no other version to try; or if the version to try cannot be mapped
     * @throws IllegalArgumentException if no version id is given
     * @throws IllegalStateException if the client or this handle is closed
     */
    Optional<TypedVersion<T>> rejected(String... versionIds);

    /**
     * Calls the listener after each change of version, on the client's event thread.
     *
     * <p>One call at a time, in order; while a listener is busy, changes are merged, so that it next sees the newest.
     * An exception that it throws is logged and has no effect.
     *
     * @param listener told of each change
     * @return what ends the listening
     * @throws IllegalStateException if the client or this handle is closed
     */
    Subscription onChange(Consumer<? super SecretChange<T>> listener);

    /** Closes the handle and its subscriptions; the secret stays in the cache. Further calls have no effect. */
    @Override
    void close();
}
