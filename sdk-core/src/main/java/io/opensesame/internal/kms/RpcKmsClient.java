package io.opensesame.internal.kms;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.internal.http.CallListeners;
import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.http.RpcTransport;
import io.opensesame.internal.wire.Answer;
import io.opensesame.kms.CallListener;
import io.opensesame.kms.KmsClient;
import io.opensesame.kms.KmsRequest;
import io.opensesame.kms.alias.AliasOperations;
import io.opensesame.kms.certificate.CertificateOperations;
import io.opensesame.kms.key.KeyOperations;
import io.opensesame.kms.secret.SecretOperations;
import io.opensesame.kms.tag.TagOperations;
import io.opensesame.secrets.Subscription;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A {@link KmsClient} over a transport: it translates, and leaves sending, retries and deadlines to the transport. */
public final class RpcKmsClient implements KmsClient {
    /** Where the JDK runs what hangs on a future: daemons that belong to no client. */
    private static final Executor HAND_OVER = new CompletableFuture<Void>().defaultExecutor();

    private final RpcTransport transport;
    private final String endpoint;
    private final CallListeners listeners;
    private final SecretOperations secrets = new ClientSecretOperations(this);
    private final AliasOperations aliases = new ClientAliasOperations(this);
    private final CertificateOperations certificates = new ClientCertificateOperations(this);
    private final TagOperations tags = new ClientTagOperations(this);
    private final KeyOperations keys;

    /**
     * Creates a client.
     *
     * @param transport what sends the calls; closed by its owner
     * @param endpoint the host it sends them to, for messages
     * @param listeners those that the transport tells of its attempts
     */
    public RpcKmsClient(RpcTransport transport, String endpoint, CallListeners listeners) {
        this.transport = transport;
        this.endpoint = endpoint;
        this.listeners = listeners;
        this.keys = new ClientKeyOperations(this, endpoint, new SecureRandom());
    }

    @Override
    public SecretOperations secrets() {
        return secrets;
    }

    @Override
    public KeyOperations keys() {
        return keys;
    }

    @Override
    public AliasOperations aliases() {
        return aliases;
    }

    @Override
    public CertificateOperations certificates() {
        return certificates;
    }

    @Override
    public TagOperations tags() {
        return tags;
    }

    @Override
    public <R> R send(KmsRequest<R> request) {
        Operation<KmsRequest<R>, R> operation = Operations.of(request);
        RpcCall call = operation.write().apply(request);
        return read(operation, call, transport.send(call));
    }

    /** Answers away from the threads for calls: what a user hangs on the future may block, and call KMS again. */
    @Override
    public <R> CompletableFuture<R> sendAsync(KmsRequest<R> request) {
        return sendAsync(request, HAND_OVER, transport::sendAsync);
    }

    /**
     * Sends the request; the future is completed, and so what hangs on it is run, by the given executor.
     *
     * @param completer runs what must not hold up the threads for calls; {@code Runnable::run} if nothing does
     */
    public <R> CompletableFuture<R> sendAsync(KmsRequest<R> request, Executor completer) {
        return sendAsync(request, completer, transport::sendAsync);
    }

    /**
     * Sends the request, which may take so much time; the future is completed as of the other method.
     *
     * @param time what is left for the call, retries included; more than the usual deadline gives no more
     */
    public <R> CompletableFuture<R> sendAsync(KmsRequest<R> request, Executor completer, Duration time) {
        return sendAsync(request, completer, call -> transport.sendAsync(call, time));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callbacks complete or cancel a future that is waited for
    private <R> CompletableFuture<R> sendAsync(
            KmsRequest<R> request, Executor completer, Function<RpcCall, CompletableFuture<JsonNode>> send) {
        Operation<KmsRequest<R>, R> operation = Operations.of(request);
        RpcCall call = operation.write().apply(request);
        CompletableFuture<JsonNode> answer = send.apply(call);
        CompletableFuture<R> response = new CompletableFuture<>();
        answer.whenCompleteAsync((fields, failure) -> complete(response, operation, call, fields, failure), completer);
        // Whoever gives up the response gives up the call behind it.
        response.whenComplete((value, failure) -> {
            if (response.isCancelled()) {
                answer.cancel(true);
            }
        });
        return response;
    }

    @Override
    public Subscription listen(CallListener listener) {
        return listeners.listen(listener);
    }

    /** Completes with the bare exception, not with the CompletionException that a stage wraps it in. */
    private <R> void complete(
            CompletableFuture<R> response,
            Operation<KmsRequest<R>, R> operation,
            RpcCall call,
            @Nullable JsonNode fields,
            @Nullable Throwable failure) {
        if (fields == null) {
            response.completeExceptionally(cause(failure));
            return;
        }
        try {
            response.complete(read(operation, call, fields));
        } catch (RuntimeException | Error notUnderstood) {
            response.completeExceptionally(notUnderstood);
        }
    }

    private static Throwable cause(@Nullable Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return failure.getCause();
        }
        return failure == null ? new IllegalStateException("the transport gave neither answer nor failure") : failure;
    }

    private <R> R read(Operation<KmsRequest<R>, R> operation, RpcCall call, JsonNode fields) {
        return operation.read().apply(new Answer("KMS", call, endpoint, fields));
    }
}
