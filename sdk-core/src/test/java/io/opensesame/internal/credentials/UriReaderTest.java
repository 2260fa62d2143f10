package io.opensesame.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.error.CredentialsException;
import io.opensesame.internal.credentials.TestHttpServer.Reply;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UriReaderTest {
    private static final Instant END = Instant.parse("2026-01-02T09:04:05Z");

    private final TestWorld world = new TestWorld(Path.of("unused"));
    private Reply reply = new Reply(200, TestWorld.codedAnswer("STS.uri", END));
    private final TestHttpServer server = new TestHttpServer(asked -> reply);
    private final URI uri = server.uri("/creds?key=canary-secret");

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Credentials read() {
        return new UriReader(CredentialsSource.uri(uri), world.environment()).read();
    }

    @Test
    void read_goodAnswer_givesCredentials() {
        assertThat(read()).isEqualTo(Credentials.temporary("STS.uri", "secret-of-STS.uri", "token-of-STS.uri", END));
        assertThat(server.asked.get(0).query("key")).contains("canary-secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "500 | {}                                       | answered HTTP 500",
                "302 | {}                                       | answered HTTP 302",
                "200 | <html>canary-secret</html>               | is not valid JSON (line 1",
                "200 | [1]                                      | not an object",
                "200 | {\"Code\":\"Fail\"}                      | Code Fail instead of Success",
                "200 | {\"Code\":\"canary secret\"}             | Code <unreadable>",
                "200 | {}                                       | has no Code",
                "200 | {\"Code\":\"Success\"}                   | holds no AccessKeyId",
                "200 | {\"Code\":\"Success\",\"Code\":\"X\"}    | is not valid JSON",
                "200 | {\"Code\":\"Success\"} canary-secret     | is not valid JSON",
            })
    void read_badAnswer_saysWhatIsWrongAndShowsNothingOfIt(int status, String body, String message) {
        reply = new Reply(status, body);

        assertThatThrownBy(this::read)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @Test
    void read_expirationIsNoTime_showsNothingOfIt() {
        reply = new Reply(200, TestWorld.codedAnswer("STS.uri", END).replace(END.toString(), "canary-secret"));

        assertThatThrownBy(this::read)
                .hasMessageContaining("Expiration that is not a time like")
                .hasMessageNotContaining("canary");
    }

    @Test
    void read_nestedTooDeep_isRefused() {
        reply = new Reply(200, "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}");

        assertThatThrownBy(this::read).hasMessageContaining("is not valid JSON");
    }

    @Test
    void read_nobodyListens_namesTheOriginAlone() {
        server.close();

        assertThatThrownBy(this::read)
                .hasMessageContaining("No answer from the credentials URI at http://127.0.0.1:" + uri.getPort())
                .hasMessageNotContaining("canary");
    }
}
