package io.opensesame.kms;

import io.opensesame.kms.alias.AliasOperations;
import io.opensesame.kms.key.KeyOperations;
import io.opensesame.kms.region.DescribeRegionsRequest;
import io.opensesame.kms.secret.SecretOperations;
import io.opensesame.kms.tag.TagOperations;
import io.opensesame.secrets.Subscription;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Calls the operations of KMS, one request for one answer, without a cache.
 *
 * <p>{@link #secrets()}, {@link #keys()}, {@link #aliases()} and {@link #tags()} are the readable way; {@link #send}
 * takes every request there is, and {@link #sendAsync} is its asynchronous twin. Reading a secret often is the work of
 * the secrets client, which keeps values in memory.
 *
 * <p>Thread-safe; one instance serves a whole application. It works until the {@code OpenSesame} it is from is closed.
 */
public interface KmsClient {
    /** {@return the Secrets Manager operations} */
    SecretOperations secrets();

    /** {@return the operations on customer master keys} */
    KeyOperations keys();

    /** {@return the operations on aliases} */
    AliasOperations aliases();

    /** {@return the tag operations} */
    TagOperations tags();

    /**
     * Asks KMS in which regions it is, and waits like {@link #send}. It takes no permission.
     *
     * @return the ids of the regions, such as {@code cn-hangzhou}; unmodifiable
     * @see "KMS API reference: DescribeRegions"
     */
    default List<String> describeRegions() {
        return send(DescribeRegionsRequest.of()).regionIds();
    }

    /**
     * Sends a request and waits for its answer, at most until the client's call deadline.
     *
     * @param request what to ask for
     * @param <R> the type of the answer
     * @return the answer
     * @throws io.opensesame.error.KmsServiceException if KMS refuses; its subclasses are the refusals to act on
     * @throws io.opensesame.error.KmsTransportException if KMS gave no answer before the deadline, or one that was not
     *     understood
     * @throws io.opensesame.error.CredentialsException if there are no credentials to sign with
     */
    <R> R send(KmsRequest<R> request);

    /**
     * Sends a request without holding a thread. Cancelling the future gives up the call. What hangs on the future runs
     * on the JDK's common pool, never on a thread that this library needs.
     *
     * @param request what to ask for
     * @param <R> the type of the answer
     * @return the answer to come; it fails with the exceptions that {@link #send} throws
     */
    <R> CompletableFuture<R> sendAsync(KmsRequest<R> request);

    /**
     * Calls any operation of KMS by its name, and waits like {@link #send}.
     *
     * @param request the operation's name and parameters
     * @return the answer as JSON
     */
    default GenericResponse call(GenericRequest request) {
        return send(request);
    }

    /**
     * Tells a listener of each attempt of each call that begins from now on, those of the secrets client included.
     *
     * @param listener called on the thread that makes the attempt
     * @return what ends the listening; attempts under way are still told to their end
     */
    Subscription listen(CallListener listener);
}
