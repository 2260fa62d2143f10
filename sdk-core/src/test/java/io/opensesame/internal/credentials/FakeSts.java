package io.opensesame.internal.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.auth.CredentialsProvider;
import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.http.RpcTransport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** An STS behind the transport's seam: it remembers who asked for what, and gives out numbered credentials. */
final class FakeSts implements StsTransports {
    /** One call, with the AccessKey that signed it. */
    record Received(URI endpoint, String apiVersion, String signerId, RpcCall call) {}

    final List<Received> received = new CopyOnWriteArrayList<>();
    Optional<RuntimeException> failure = Optional.empty();
    Optional<JsonNode> answer = Optional.empty();
    private final ManualClock clock;

    FakeSts(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public RpcTransport create(URI endpoint, String apiVersion, CredentialsProvider signer) {
        return new RpcTransport() {
            @Override
            public JsonNode send(RpcCall call) {
                received.add(
                        new Received(endpoint, apiVersion, signer.credentials().accessKeyId(), call));
                failure.ifPresent(exception -> {
                    throw exception;
                });
                return answer.orElseGet(() -> credentials(call));
            }

            @Override
            public CompletableFuture<JsonNode> sendAsync(RpcCall call) {
                throw new UnsupportedOperationException();
            }

            @Override
            public CompletableFuture<JsonNode> sendAsync(RpcCall call, Duration time) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private ObjectNode credentials(RpcCall call) {
        Duration life = Duration.ofSeconds(Long.parseLong(call.parameters().get("DurationSeconds")));
        String id = "STS.assumed" + received.size();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("Credentials")
                .put("AccessKeyId", id)
                .put("AccessKeySecret", "secret-of-" + id)
                .put("SecurityToken", "token-of-" + id)
                .put("Expiration", clock.instant().plus(life).toString());
        return answer;
    }
}
