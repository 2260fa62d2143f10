package io.opensesame.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.OidcRoleSource;
import io.opensesame.auth.StsEndpoint;
import io.opensesame.error.CredentialsException;
import io.opensesame.internal.credentials.TestHttpServer.Asked;
import io.opensesame.internal.credentials.TestHttpServer.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OidcRoleReaderTest {
    private static final String ROLE = "acs:ram::1234567890123456:role/orders-reader";
    private static final String PROVIDER = "acs:ram::1234567890123456:oidc-provider/ack-rrsa-c1";
    private static final String ANSWER = """
            {"RequestId":"R-1","Credentials":{"AccessKeyId":"STS.oidc","AccessKeySecret":"s","SecurityToken":"t",
             "Expiration":"2026-01-02T04:00:00Z"},"OIDCTokenInfo":{"Subject":"x"}}""";

    @TempDir
    Path home;

    private TestWorld world;
    private Path tokenFile;
    private Reply reply = new Reply(200, ANSWER);
    private final TestHttpServer server = new TestHttpServer(asked -> reply);

    @BeforeEach
    void writeToken() {
        world = new TestWorld(home);
        tokenFile = world.write("token", "canary-token-1\n");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private OidcRoleReader reader() {
        return new OidcRoleReader(
                OidcRoleSource.builder(ROLE, PROVIDER, tokenFile)
                        .sessionName("orders")
                        .duration(Duration.ofMinutes(30))
                        .policy("{}")
                        .sts(StsEndpoint.at(server.uri("")))
                        .build(),
                world.environment());
    }

    @Test
    void read_goodAnswer_givesCredentials() {
        Credentials credentials = reader().read();

        assertThat(credentials)
                .isEqualTo(Credentials.temporary("STS.oidc", "s", "t", ManualClock.START.plus(Duration.ofHours(1))));
    }

    @Test
    void read_request_isAnUnsignedFormWithTheTokenInTheBody() {
        reader().read();

        Asked asked = server.asked.get(0);
        assertThat(asked.line()).isEqualTo("POST /");
        assertThat(asked.query("Action")).contains("AssumeRoleWithOIDC");
        assertThat(asked.query("Version")).contains("2015-04-01");
        assertThat(asked.query("Timestamp")).contains("2026-01-02T03:00:00Z");
        assertThat(asked.query("SignatureNonce")).isPresent();
        assertThat(asked.query("Signature")).isEmpty();
        assertThat(asked.query("OIDCToken")).isEmpty();
        assertThat(asked.header("Authorization")).isEmpty();
        assertThat(asked.body().split("&"))
                .containsExactlyInAnyOrder(
                        "RoleArn=acs%3Aram%3A%3A1234567890123456%3Arole%2Forders-reader",
                        "RoleSessionName=orders",
                        "DurationSeconds=1800",
                        "Policy=%7B%7D",
                        "OIDCProviderArn=acs%3Aram%3A%3A1234567890123456%3Aoidc-provider%2Fack-rrsa-c1",
                        "OIDCToken=canary-token-1");
    }

    @Test
    void read_tokenFileReplaced_sendsTheNewToken() throws IOException {
        OidcRoleReader reader = reader();
        reader.read();
        Files.writeString(tokenFile, "canary-token-2");

        reader.read();

        assertThat(server.asked.get(1).body()).contains("OIDCToken=canary-token-2");
    }

    @Test
    void read_tokenFileMissing_namesIt() throws IOException {
        Files.delete(tokenFile);

        assertThatThrownBy(reader()::read).hasMessageContaining("There is no OIDC token file " + tokenFile);
    }

    @Test
    void read_tokenFileHoldsNoToken_showsNothingOfIt() throws IOException {
        Files.writeString(tokenFile, "canary with blanks");

        assertThatThrownBy(reader()::read)
                .hasMessageContaining("holds no token")
                .hasMessageNotContaining("canary");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void read_refused_tellsCodeAndRequestIdButNotTheServicesWords() {
        reply = new Reply(400, """
                {"Code":"AuthenticationFail.OIDCToken.Expired","RequestId":"REQ-7","Message":"bad canary-token-1"}""");

        assertThatThrownBy(reader()::read)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining(ROLE)
                .hasMessageContaining("HTTP 400 AuthenticationFail.OIDCToken.Expired (request id REQ-7)")
                .hasMessageContaining("trust policy")
                .hasMessageNotContaining("canary");
    }

    @Test
    void read_refusedByAProxy_tellsTheStatus() {
        reply = new Reply(502, "<html>canary</html>");

        assertThatThrownBy(reader()::read).hasMessageContaining("HTTP 502.").hasMessageNotContaining("canary");
    }

    @Test
    void read_answerWithoutCredentials_saysSo() {
        reply = new Reply(200, "{\"RequestId\":\"R-1\"}");

        assertThatThrownBy(reader()::read).hasMessageContaining("holds no object Credentials");
    }
}
