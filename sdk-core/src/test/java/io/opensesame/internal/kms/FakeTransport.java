package io.opensesame.internal.kms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.internal.http.CallListeners;
import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.http.RpcTransport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A transport in memory: it records the calls and answers each with the JSON that a function gives. */
public final class FakeTransport implements RpcTransport {
    private static final JsonMapper JSON = new JsonMapper();

    private final Function<RpcCall, String> answers;
    private final List<RpcCall> calls = new CopyOnWriteArrayList<>();

    public FakeTransport(Function<RpcCall, String> answers) {
        this.answers = answers;
    }

    public static FakeTransport answering(String json) {
        return new FakeTransport(call -> json);
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public RpcKmsClient client() {
        return new RpcKmsClient(this, "kms.example.com", new CallListeners(List.of()));
    }

    public List<RpcCall> calls() {
        return calls;
    }

    public RpcCall onlyCall() {
        if (calls.size() != 1) {
            throw new AssertionError("expected one call, got " + calls);
        }
        return calls.get(0);
    }

    @Override
    public JsonNode send(RpcCall call) {
        calls.add(call);
        return json(answers.apply(call));
    }

    @Override
    public CompletableFuture<JsonNode> sendAsync(RpcCall call) {
        return CompletableFuture.completedFuture(send(call));
    }

    @Override
    public CompletableFuture<JsonNode> sendAsync(RpcCall call, Duration time) {
        return sendAsync(call);
    }
}
