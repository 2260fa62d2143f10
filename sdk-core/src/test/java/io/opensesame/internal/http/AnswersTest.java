package io.opensesame.internal.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.ServiceUnavailableException;
import io.opensesame.kms.CallAttempt.Outcome;
import io.opensesame.kms.CallOptions;
import io.opensesame.kms.KmsEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that the service itself never gives. */
class AnswersTest {
    private final TransportRig rig = new TransportRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void send_htmlOfAProxy_namesTheContentTypeAndNotTheBody() {
        answer(aResponse()
                .withHeader("Content-Type", "text/html; charset=utf-8")
                .withBody("<html>Please log in, canary</html>"));

        assertUnreadable()
                .withMessageContaining("text/html")
                .withMessageContaining("proxy or load balancer")
                .withMessageContaining("GetSecretValue of 'orders/db'")
                .satisfies(AnswersTest::assertNoCanary);
        assertThat(rig.attempts).extracting(a -> a.outcome()).containsExactly(Outcome.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"SecretData\":\"canary",
                "[{\"SecretData\":\"canary\"}]",
                "\"canary\"",
                "null",
                "{} canary",
                "canary",
                "{\"a\":\"\\ud\"}"
            })
    void send_bodyThatIsNoJsonObject_isRefusedWithoutShowingIt(String body) {
        answer(aResponse().withHeader("Content-Type", "application/json").withBody(body));

        assertUnreadable().withMessageContaining("no JSON object").satisfies(AnswersTest::assertNoCanary);
    }

    @Test
    void send_emptyBody_saysSo() {
        answer(aResponse());

        assertUnreadable().withMessageContaining("an empty body").withMessageContaining("no content type");
    }

    @Test
    void send_tenMegabytes_isRefused() {
        answer(aResponse().withBody(new byte[10 << 20]));

        assertUnreadable().withMessageContaining("more than 1048576 bytes");
    }

    @Test
    void send_smallGzipOfALargeText_isRefusedByItsSizeAfterDecompression() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write("{\"a\":\"".getBytes(StandardCharsets.US_ASCII));
            gzip.write("x".repeat(10 << 20).getBytes(StandardCharsets.US_ASCII));
            gzip.write("\"}".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(bomb.size()).isLessThan(1 << 20);
        answer(aResponse().withHeader("Content-Encoding", "gzip").withBody(bomb.toByteArray()));

        assertUnreadable().withMessageContaining("more than 1048576 bytes");
    }

    @Test
    void send_compressedAnswer_isRead() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write("{\"a\":\"b\"}".getBytes(StandardCharsets.US_ASCII));
        }
        answer(aResponse().withHeader("Content-Encoding", "gzip").withBody(body.toByteArray()));

        assertThat(rig.transport().send(TransportRig.GET).get("a").asText()).isEqualTo("b");
    }

    @Test
    void send_deepNesting_isRefused() {
        answer(aResponse().withBody("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"));

        assertUnreadable().withMessageContaining("no JSON object");
    }

    @Test
    void send_answerAsLargeAsAllowed_isRead() {
        rig.options = CallOptions.builder().maxResponseBytes(2048).build();
        String body = "{\"a\":\"" + "x".repeat(2048 - 8) + "\"}";
        answer(aResponse().withBody(body));

        assertThat(rig.transport().send(TransportRig.GET).get("a").asText()).hasSize(2040);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void send_redirect_isNotFollowedAndNamesTheHostAlone(int status) {
        answer(aResponse()
                .withStatus(status)
                .withHeader("Location", "http://127.0.0.1:" + rig.server.port() + "/elsewhere?SecretName=canary"));

        assertUnreadable()
                .withMessageContaining("redirect (HTTP " + status + ") to 127.0.0.1")
                .withMessageContaining("not followed")
                .satisfies(AnswersTest::assertNoCanary);
        assertThat(rig.requests()).hasSize(1);
    }

    @Test
    void send_errorThatIsNoJson_isTakenByItsStatusAndNotAsTheServicesWord() {
        answer(aResponse().withStatus(404).withBody("<html>canary</html>"));

        assertThatExceptionOfType(KmsServiceException.class)
                .isThrownBy(() -> rig.transport().send(TransportRig.GET))
                .withMessageContaining("proxy or load balancer")
                .satisfies(e -> {
                    assertThat(e).isExactlyInstanceOf(KmsServiceException.class);
                    assertThat(e.httpStatus()).isEqualTo(404);
                    assertNoCanary(e);
                });
    }

    @Test
    void send_hugeErrorBody_isTakenByItsStatus() {
        answer(aResponse().withStatus(503).withBody(new byte[10 << 20]));

        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> rig.transport().send(TransportRig.GET));
    }

    @Test
    void send_connectionCutInTheBody_isAConnectionFailureAndTriedAgain() {
        TinyServer.Handler cut = (head, socket) ->
                TinyServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"SecretData\":\"canary");
        try (TinyServer server = TinyServer.plain(cut)) {
            KmsEndpoint endpoint = KmsEndpoint.of(URI.create("http://127.0.0.1:" + server.port()));

            assertThatExceptionOfType(KmsTransportException.class)
                    .isThrownBy(() -> rig.transport(endpoint).send(TransportRig.GET))
                    .withMessageContaining("cut in the middle of the answer")
                    .satisfies(AnswersTest::assertNoCanary);
            assertThat(server.heads).hasSize(4);
        }
    }

    @Test
    void send_answerThatIsNoHttp_isNotQuoted() {
        TinyServer.Handler other = (head, socket) -> TinyServer.write(socket, "SSH-2.0-canary\r\n\r\n");
        try (TinyServer server = TinyServer.plain(other)) {
            KmsEndpoint endpoint = KmsEndpoint.of(URI.create("http://127.0.0.1:" + server.port()));

            assertThatExceptionOfType(KmsTransportException.class)
                    .isThrownBy(() -> rig.transport(endpoint).send(TransportRig.GET))
                    .withMessageContaining("does not speak HTTP")
                    .satisfies(AnswersTest::assertNoCanary);
        }
    }

    private void answer(ResponseDefinitionBuilder answer) {
        rig.server.stubFor(any(anyUrl()).willReturn(answer));
    }

    private ThrowableAssertAlternative<KmsTransportException> assertUnreadable() {
        return assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> rig.transport().send(TransportRig.GET));
    }

    /** The whole stack trace, causes included. */
    private static void assertNoCanary(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        assertThat(text.toString()).doesNotContain("canary");
    }
}
