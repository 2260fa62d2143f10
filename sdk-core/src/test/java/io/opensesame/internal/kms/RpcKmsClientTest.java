package io.opensesame.internal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.error.KmsTransportException;
import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.http.RpcTransport;
import io.opensesame.kms.GenericRequest;
import io.opensesame.kms.GenericResponse;
import io.opensesame.kms.KmsRequest;
import io.opensesame.kms.secret.DescribeSecretRequest;
import io.opensesame.kms.secret.GetRandomPasswordRequest;
import io.opensesame.kms.secret.GetRandomPasswordResponse;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RpcKmsClientTest {
    /** A transport whose one answer the test gives when it likes. */
    private static final class PendingTransport implements RpcTransport {
        private final CompletableFuture<JsonNode> answer = new CompletableFuture<>();

        @Override
        public JsonNode send(RpcCall call) {
            return answer.join();
        }

        @Override
        public CompletableFuture<JsonNode> sendAsync(RpcCall call) {
            return answer;
        }

        @Override
        public CompletableFuture<JsonNode> sendAsync(RpcCall call, Duration time) {
            return answer;
        }
    }

    private final PendingTransport pending = new PendingTransport();

    private CompletableFuture<GetRandomPasswordResponse> passwordToCome() {
        return new RpcKmsClient(pending, "kms.example.com").sendAsync(GetRandomPasswordRequest.ofDefaults());
    }

    /** The future is completed on another thread, so it is waited for. */
    private static Throwable failureOf(CompletableFuture<?> future) {
        AtomicReference<Throwable> failure = new AtomicReference<>(new AssertionError("did not fail"));
        assertThat(future.exceptionally(thrown -> {
                    failure.set(thrown);
                    return null;
                }))
                .succeedsWithin(Duration.ofSeconds(10));
        return Objects.requireNonNull(failure.get());
    }

    static Stream<Class<?>> requestTypes() {
        return leaves(KmsRequest.class);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(RpcKmsClientTest::leaves)
                : Stream.of(type);
    }

    @ParameterizedTest
    @MethodSource("requestTypes")
    void operations_everyRequestType_isFinalAndHasOne(Class<?> requestType) {
        assertThat(Modifier.isFinal(requestType.getModifiers())).isTrue();
        assertThat(Operations.requestTypes()).contains(requestType);
    }

    @Test
    void sendAsync_answerComes_completesWithTheResponse() {
        CompletableFuture<GetRandomPasswordResponse> password = passwordToCome();
        assertThat(password).isNotDone();

        pending.answer.complete(FakeTransport.json("{\"RandomPassword\":\"pw\",\"RequestId\":\"r\"}"));

        assertThat(password)
                .succeedsWithin(Duration.ofSeconds(10))
                .matches(response -> response.exposePassword().equals("pw"));
    }

    @Test
    void sendAsync_whatHangsOnIt_runsOffTheThreadThatAnswers() {
        CompletableFuture<Thread> ranOn = passwordToCome().thenApply(response -> Thread.currentThread());

        pending.answer.complete(FakeTransport.json("{\"RandomPassword\":\"pw\",\"RequestId\":\"r\"}"));

        assertThat(ranOn).succeedsWithin(Duration.ofSeconds(10)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void sendAsync_callFails_failsWithTheBareException() {
        KmsTransportException down = new KmsTransportException("GetRandomPassword", "kms.example.com", "down", null);
        CompletableFuture<GetRandomPasswordResponse> password = passwordToCome();

        pending.answer.completeExceptionally(new CompletionException(down));

        assertThat(failureOf(password)).isSameAs(down);
    }

    @Test
    void sendAsync_answerNotUnderstood_fails() {
        CompletableFuture<GetRandomPasswordResponse> password = passwordToCome();

        pending.answer.complete(FakeTransport.json("{\"RequestId\":\"r\"}"));

        assertThat(failureOf(password))
                .isInstanceOf(KmsTransportException.class)
                .hasMessageContaining("'RandomPassword' is missing");
    }

    @Test
    void sendAsync_cancelled_givesUpTheCall() {
        passwordToCome().cancel(true);

        assertThat(pending.answer).isCancelled();
    }

    @Test
    void send_answerNotUnderstood_tellsActionEndpointAndResource() {
        FakeTransport transport = FakeTransport.answering("{}");

        assertThatThrownBy(() -> transport.client().secrets().describeSecret(DescribeSecretRequest.of("orders/db")))
                .isInstanceOfSatisfying(KmsTransportException.class, e -> {
                    assertThat(e.action()).isEqualTo("DescribeSecret");
                    assertThat(e.endpoint()).isEqualTo("kms.example.com");
                })
                .hasMessageStartingWith("DescribeSecret of 'orders/db' at kms.example.com was answered");
    }

    @Test
    void call_anyOperation_sendsParametersAndReturnsTheJson() {
        FakeTransport transport = FakeTransport.answering("""
                {"Keys":{"Key":[{"KeyId":"k-1"},{"KeyId":"k-2"}]},"TotalCount":2,"RequestId":"r-1"}""");

        GenericResponse keys =
                transport.client().call(GenericRequest.of("ListKeys").parameter("PageSize", "5"));

        assertThat(transport.onlyCall().action()).isEqualTo("ListKeys");
        assertThat(transport.onlyCall().parameters()).isEqualTo(Map.of("PageSize", "5"));
        assertThat(transport.onlyCall().confidential()).isFalse();
        assertThat(keys.requestId()).isEqualTo("r-1");
        assertThat(keys.elementCount("/Keys/Key")).isEqualTo(2);
        assertThat(keys.exposeText("/Keys/Key/1/KeyId")).contains("k-2");
        assertThat(keys.exposeText("/TotalCount")).contains("2");
        assertThat(FakeTransport.json(keys.exposeJson())
                        .path("Keys")
                        .path("Key")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void call_confidential_marksTheCallAndNamesTheKey() {
        FakeTransport transport = FakeTransport.answering("{}");

        transport
                .client()
                .call(GenericRequest.of("Encrypt").parameter("KeyId", "k-1").parameter("Plaintext", "aGk="));

        assertThat(transport.onlyCall().confidential()).isTrue();
        assertThat(transport.onlyCall().resource()).isEqualTo("k-1");
    }
}
