package io.opensesame.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Sends calls to one service, with retries, under one deadline a call. Thread-safe. */
public interface RpcTransport {
    /**
     * Sends the call on this thread and returns the answer's JSON object.
     *
     * @throws io.opensesame.error.KmsServiceException if the service refuses
     * @throws io.opensesame.error.KmsTransportException if it gives no usable answer before the deadline
     * @throws io.opensesame.error.CredentialsException if there are no credentials to sign with
     */
    JsonNode send(RpcCall call);

    /** Sends the call without holding a thread between attempts; cancelling the future gives up the call. */
    CompletableFuture<JsonNode> sendAsync(RpcCall call);

    /**
     * Sends the call as {@link #sendAsync(RpcCall)} does, but in less time.
     *
     * @param time what is left for the call, retries included; positive. More than the usual deadline gives no more
     */
    CompletableFuture<JsonNode> sendAsync(RpcCall call, Duration time);
}
