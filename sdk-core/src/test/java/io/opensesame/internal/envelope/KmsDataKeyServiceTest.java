package io.opensesame.internal.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.error.EnvelopeException;
import io.opensesame.internal.http.CallListeners;
import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.http.RpcTransport;
import io.opensesame.internal.kms.RpcKmsClient;
import io.opensesame.kms.KmsEndpoint;
import io.opensesame.kms.crypto.EncryptionContext;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KmsDataKeyServiceTest {
    private static final EnvelopeKey KEY = EnvelopeKey.inRegion("cn-hangzhou", "key-1");
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final ObjectNode answer = JsonNodeFactory.instance
            .objectNode()
            .put("KeyId", "key-1")
            .put("KeyVersionId", "version-1")
            .put("Plaintext", base64(new byte[32]))
            .put("CiphertextBlob", base64(new byte[48]));

    /** Answers every call alike. */
    private final class AnsweringTransport implements RpcTransport {
        @Override
        public JsonNode send(RpcCall call) {
            return answer;
        }

        @Override
        public CompletableFuture<JsonNode> sendAsync(RpcCall call) {
            return CompletableFuture.completedFuture(answer);
        }

        @Override
        public CompletableFuture<JsonNode> sendAsync(RpcCall call, Duration time) {
            return sendAsync(call);
        }
    }

    private final KmsDataKeyService service = new KmsDataKeyService(this::client);

    private RpcKmsClient client(KmsEndpoint endpoint) {
        return new RpcKmsClient(new AnsweringTransport(), endpoint.authority(), new CallListeners(List.of()));
    }

    @Test
    void generate_answerOfTheKey_isTheDataKeyWithItsRegion() {
        GeneratedDataKey generated =
                service.generate(KEY, EncryptionContext.none(), WITHIN).join();

        assertThat(generated.exposeRaw()).hasSize(32);
        assertThat(generated.encrypted().keyId()).isEqualTo("key-1");
        assertThat(generated.encrypted().region()).isEqualTo("cn-hangzhou");
    }

    @Test
    void generate_answerOfAnotherKey_isRefused() {
        answer.put("KeyId", "key-2");

        assertThatThrownBy(() ->
                        service.generate(KEY, EncryptionContext.none(), WITHIN).join())
                .hasCauseInstanceOf(EnvelopeException.class)
                .hasMessageContaining("another key than key-1");
    }

    @Test
    void wrap_answerOfAnotherKey_isRefused() {
        answer.put("KeyId", "key-2");

        assertThatThrownBy(() -> service.wrap(KEY, new byte[32], EncryptionContext.none(), WITHIN)
                        .join())
                .hasCauseInstanceOf(EnvelopeException.class)
                .hasMessageContaining("another key than key-1");
    }

    @Test
    void generate_answerWithTooLongCiphertext_isRefused() {
        answer.put("CiphertextBlob", base64(new byte[8_193]));

        assertThatThrownBy(() ->
                        service.generate(KEY, EncryptionContext.none(), WITHIN).join())
                .hasCauseInstanceOf(EnvelopeException.class)
                .hasMessageContaining("no encrypted data key");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
