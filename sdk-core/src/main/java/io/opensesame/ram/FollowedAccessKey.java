package io.opensesame.ram;

import io.opensesame.auth.CredentialsProvider;
import io.opensesame.secrets.SecretChange;
import io.opensesame.secrets.Subscription;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An AccessKey that KMS rotates, always as it is now. Thread-safe.
 *
 * <p>Follow each secret once, keep the handle for as long as something signs with it, and ask it at each call. While it
 * is open, the secret is read again every 5 minutes and just after its rotation date, so that an AccessKey is replaced
 * well within the shortest window that KMS leaves to the old one, which is 10 minutes.
 *
 * @see "KMS documentation: rotate RAM secrets"
 */
public interface FollowedAccessKey extends AutoCloseable {
    /** {@return the secret's name, as it was asked for} */
    String secretName();

    /**
     * Returns the AccessKey that is current: one volatile read, no lock, no I/O.
     *
     * <p>A later version of the secret that does not hold both halves of a pair is reported in the log and by
     * {@link io.opensesame.secrets.SecretsListener}, and never served: this goes on with the one before.
     *
     * @return the AccessKey
     * @throws io.opensesame.error.OpenSesameException if KMS could not be reached for longer than {@code maxStale}, or
     *     refused for longer than the grace, and does not answer now either, which may block; it tells why
     * @throws IllegalStateException if the client or this handle is closed
     */
    AccessKey current();

    /**
     * Returns the AccessKey before {@link #current()}, for as long as it is known to be valid: KMS deletes it with the
     * end of the rotation window, and with it the secret's version at {@code ACSPrevious}.
     *
     * <p>KMS is asked for that version, which may block: at the first call, every 5 minutes in the background while
     * there is one, and by later calls once it is gone. Its end is served for {@code refusalGrace} longer, as any
     * value's is: with the default options it is seen within 11 minutes. One that was reported by {@link #rejected} or
     * refused in {@link #call} is not given any more.
     *
     * @return the AccessKey before; empty if there is none, or it is valid no more
     * @throws io.opensesame.error.OpenSesameException if there is no current value any more, or nothing is known of the
     *     one before and KMS cannot be asked
     * @throws IllegalStateException if the client or this handle is closed
     */
    Optional<AccessKey> previous();

    /**
     * Calls the listener after each change of the AccessKey, on the client's event thread; see
     * {@link io.opensesame.secrets.Secret#onChange}.
     *
     * @param listener told of each change
     * @return what ends the listening
     * @throws IllegalStateException if the client or this handle is closed
     */
    Subscription onChange(Consumer<? super SecretChange<AccessKey>> listener);

    /**
     * Makes a call with the current AccessKey. If it is refused because that is gone or disabled, the call is made once
     * more with the AccessKey to try next, if there is another: see {@link #rejected}.
     *
     * <p>What the call throws is passed on as it is: the second failure, if there were two, with the first one among
     * its suppressed; the first, if there was no other AccessKey to try, with the reason among its suppressed if KMS
     * could not tell.
     *
     * @param <T> what the call returns
     * @param <X> the checked exception that it throws, if any
     * @param call the call
     * @return what it returned
     * @throws X as the call fails
     * @throws io.opensesame.error.OpenSesameException as {@link #current()} does
     * @throws IllegalStateException if the client or this handle is closed
     */
    <T, X extends Exception> T call(AccessKeyCall<T, X> call) throws X;

    /**
     * Makes an asynchronous call as {@link #call} makes one that blocks. A failure that comes after the call has
     * returned its future counts like one that it throws.
     *
     * <p>What hangs on the future runs where the call's own future is completed, or on the JDK's common pool. Once the
     * caller has ended the future, as by cancelling it, no other attempt is begun; one under way goes on.
     *
     * @param <T> what the call results in
     * @param call begins the call
     * @return what it results in, or its failure
     */
    <T> CompletableFuture<T> callAsync(Function<? super AccessKey, ? extends CompletionStage<T>> call);

    /**
     * Reports that AccessKeys were refused, and returns the one to try next; see
     * {@link io.opensesame.secrets.Secret#rejected}. For code that retries by itself: {@link #call} does all this.
     *
     * @param refused all that were refused in this attempt, one at least
     * @return the one to try next; empty if there is none, for now
     * @throws io.opensesame.error.OpenSesameException if KMS cannot be asked and there is no other to try
     * @throws IllegalArgumentException if none is given
     * @throws IllegalStateException if the client or this handle is closed
     */
    Optional<AccessKey> rejected(AccessKey... refused);

    /**
     * Returns the AccessKey as a provider of credentials, for another client of this library, and for those of the
     * vendor by {@code opensesame-sdk-credentials-adapters}. It works until this handle is closed.
     *
     * @return the provider; the same one at each call
     */
    CredentialsProvider credentialsProvider();

    /** Closes the handle and its subscriptions; further calls have no effect. */
    @Override
    void close();
}
