package io.opensesame;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.http.RpcTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A transport that is made by the first call: most clients never call the service that it leads to. */
final class DeferredTransport implements RpcTransport {
    private final Supplier<RpcTransport> maker;
    private @Nullable RpcTransport made;

    DeferredTransport(Supplier<RpcTransport> maker) {
        this.maker = maker;
    }

    private synchronized RpcTransport transport() {
        RpcTransport transport = made;
        if (transport == null) {
            transport = maker.get();
            made = transport;
        }
        return transport;
    }

    @Override
    public JsonNode send(RpcCall call) {
        return transport().send(call);
    }

    @Override
    public CompletableFuture<JsonNode> sendAsync(RpcCall call) {
        return transport().sendAsync(call);
    }

    @Override
    public CompletableFuture<JsonNode> sendAsync(RpcCall call, Duration time) {
        return transport().sendAsync(call, time);
    }
}
