package io.opensesame.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opensesame.error.KmsTransportException;
import io.opensesame.internal.cache.SecretSource.Loaded;
import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.http.RpcTransport;
import io.opensesame.internal.kms.RpcKmsClient;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KmsSecretSourceTest {
    private static final ReadRequest READ = ReadRequest.stage("orders/db", VersionStage.CURRENT);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final PendingTransport transport = new PendingTransport();
    private final RpcKmsClient kms = new RpcKmsClient(transport, "kms.example.com");

    private void answer() throws Exception {
        transport.answer.complete(new JsonMapper().readTree("""
                {"SecretName":"orders/db","SecretType":"Generic","VersionId":"v1","SecretDataType":"text",
                 "SecretData":"one","VersionStages":{"VersionStage":["ACSCurrent"]},
                 "CreateTime":"2024-01-08T10:50:05Z","RequestId":"r-1"}"""));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void load_ofARegion_saysWhetherItIsHome(boolean home) throws Exception {
        CompletableFuture<Loaded> read = new KmsSecretSource(kms, () -> NOW, home).load(READ, Duration.ofSeconds(3));
        answer();

        assertThat(read.join().home()).isEqualTo(home);
        assertThat(read.join().value().exposeText()).isEqualTo("one");
        assertThat(read.join().value().loadedAt()).isEqualTo(NOW);
        assertThat(transport.times).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void load_failure_arrives() {
        CompletableFuture<Loaded> read = new KmsSecretSource(kms, () -> NOW).load(READ, Duration.ofSeconds(3));
        transport.answer.completeExceptionally(
                new KmsTransportException("GetSecretValue", "kms.example.com", "no answer", null));

        assertThat(read)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(KmsTransportException.class);
    }

    @Test
    void cancel_readUnderWay_givesUpItsCall() {
        CompletableFuture<Loaded> read = new KmsSecretSource(kms, () -> NOW).load(READ, Duration.ofSeconds(3));

        read.cancel(true);

        assertThat(transport.answer).isCancelled();
    }

    /** A transport whose one answer the test gives when it likes. */
    private static final class PendingTransport implements RpcTransport {
        private final CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        private final List<Duration> times = new CopyOnWriteArrayList<>();

        @Override
        public JsonNode send(RpcCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<JsonNode> sendAsync(RpcCall call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<JsonNode> sendAsync(RpcCall call, Duration time) {
            times.add(time);
            return answer;
        }
    }
}
