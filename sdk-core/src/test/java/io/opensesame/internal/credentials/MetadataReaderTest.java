package io.opensesame.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.EcsRamRoleSource;
import io.opensesame.error.CredentialsException;
import io.opensesame.internal.credentials.TestHttpServer.Asked;
import io.opensesame.internal.credentials.TestHttpServer.Reply;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetadataReaderTest {
    private static final String ROLES = "/latest/meta-data/ram/security-credentials/";
    private static final String TOKEN_HEADER = "X-aliyun-ecs-metadata-token";
    private static final Instant END = ManualClock.START.plus(Duration.ofHours(6));

    private final TestWorld world = new TestWorld(Path.of("unused"));
    private final Map<String, Reply> replies = new HashMap<>(Map.of(
            "PUT /latest/api/token",
            new Reply(200, "token-1"),
            "GET " + ROLES,
            new Reply(200, "web-role\n"),
            "GET " + ROLES + "web-role",
            new Reply(200, TestWorld.codedAnswer("STS.web", END))));
    private boolean tokenNeeded;
    private final TestHttpServer server = new TestHttpServer(this::reply);

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Reply reply(Asked asked) {
        String token = replies.getOrDefault("PUT /latest/api/token", new Reply(404, ""))
                .body();
        if (tokenNeeded
                && asked.line().startsWith("GET")
                && !asked.header(TOKEN_HEADER).equals(Optional.of(token))) {
            return new Reply(403, "");
        }
        return replies.getOrDefault(asked.line(), new Reply(404, ""));
    }

    private EcsRamRoleSource.Builder source() {
        return EcsRamRoleSource.builder().metadataEndpoint(server.uri(""));
    }

    private MetadataReader reader(EcsRamRoleSource.Builder source) {
        return new MetadataReader(source.build(), world.environment());
    }

    @Test
    void read_noRoleNamed_discoversItWithAToken() {
        tokenNeeded = true;

        Credentials credentials = reader(source()).read();

        assertThat(credentials)
                .isEqualTo(Credentials.temporary("STS.web", "secret-of-STS.web", "token-of-STS.web", END));
        assertThat(server.lines())
                .containsExactly("PUT /latest/api/token", "GET " + ROLES, "GET " + ROLES + "web-role");
        assertThat(server.asked.get(0).header("X-aliyun-ecs-metadata-token-ttl-seconds"))
                .contains("21600");
        assertThat(server.asked.get(2).header(TOKEN_HEADER)).contains("token-1");
    }

    @Test
    void read_roleNamed_doesNotAskForItsName() {
        reader(source().roleName("web-role")).read();

        assertThat(server.lines()).containsExactly("PUT /latest/api/token", "GET " + ROLES + "web-role");
    }

    @Test
    void read_roleNamedByEnvironment_doesNotAskForItsName() {
        world.variables.put("ALIBABA_CLOUD_ECS_METADATA", "web-role");

        reader(source()).read();

        assertThat(server.lines()).containsExactly("PUT /latest/api/token", "GET " + ROLES + "web-role");
    }

    @Test
    void read_again_reusesTheTokenForItsLife() {
        MetadataReader reader = reader(source().roleName("web-role"));
        reader.read();
        world.clock.advance(Duration.ofHours(5));
        reader.read();
        assertThat(server.lines()).filteredOn(line -> line.startsWith("PUT")).hasSize(1);

        world.clock.advance(Duration.ofHours(1));
        reader.read();

        assertThat(server.lines()).filteredOn(line -> line.startsWith("PUT")).hasSize(2);
    }

    @Test
    void read_clockSetBack_asksForATokenAtTheSameAge() {
        MetadataReader reader = reader(source().roleName("web-role"));
        reader.read();

        world.clock.setBack(Duration.ofHours(8));
        world.clock.advance(Duration.ofHours(6));
        reader.read();

        assertThat(server.lines()).filteredOn(line -> line.startsWith("PUT")).hasSize(2);
    }

    @Test
    void read_tokenIsRefused_asksForAnother() {
        tokenNeeded = true;
        MetadataReader reader = reader(source().roleName("web-role").hardened(true));
        reader.read();
        replies.put("PUT /latest/api/token", new Reply(200, "token-2"));

        assertThat(reader.read().accessKeyId()).isEqualTo("STS.web");
        assertThat(server.asked.get(server.asked.size() - 1).header(TOKEN_HEADER))
                .contains("token-2");
    }

    @Test
    void read_noTokenToBeHad_fallsBackToVersion1() {
        replies.put("PUT /latest/api/token", new Reply(405, ""));

        Credentials credentials = reader(source()).read();

        assertThat(credentials.accessKeyId()).isEqualTo("STS.web");
        assertThat(server.asked).allMatch(asked -> asked.header(TOKEN_HEADER).isEmpty());
    }

    @Test
    void read_hardenedAndNoTokenToBeHad_failsWithoutVersion1() {
        replies.put("PUT /latest/api/token", new Reply(405, ""));

        assertThatThrownBy(reader(source().hardened(true))::read)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("HTTP 405")
                .hasMessageContaining("IMDSv1");
        assertThat(server.lines()).containsExactly("PUT /latest/api/token");
    }

    @Test
    void read_version1DisabledByEnvironment_failsWithoutVersion1() {
        world.variables.put("ALIBABA_CLOUD_IMDSV1_DISABLED", "true");
        replies.put("PUT /latest/api/token", new Reply(403, ""));

        assertThatThrownBy(reader(source())::read).hasMessageContaining("ALIBABA_CLOUD_IMDSV1_DISABLED");
        assertThat(server.lines()).containsExactly("PUT /latest/api/token");
    }

    @Test
    void read_instanceHasNoRole_saysSo() {
        replies.remove("GET " + ROLES);

        assertThatThrownBy(reader(source())::read).hasMessageContaining("no RAM role is attached to this instance");
    }

    @Test
    void read_namedRoleIsUnknown_namesIt() {
        assertThatThrownBy(reader(source().roleName("other"))::read).hasMessageContaining("no RAM role 'other'");
    }

    @Test
    void read_codeIsNotSuccess_saysWhichItIs() {
        replies.put("GET " + ROLES + "web-role", new Reply(200, "{\"Code\":\"AssumeRoleFailed\"}"));

        assertThatThrownBy(reader(source())::read).hasMessageContaining("Code AssumeRoleFailed instead of Success");
    }

    @Test
    void read_answerTooLong_isRefused() {
        replies.put("GET " + ROLES + "web-role", new Reply(200, "x".repeat(BoundedHttp.MAX_BODY_BYTES + 1)));

        assertThatThrownBy(reader(source())::read).hasMessageContaining("longer than 65536 bytes");
    }

    @Test
    void read_redirect_isNotFollowed() {
        replies.put("GET " + ROLES + "web-role", new Reply(302, ""));

        assertThatThrownBy(reader(source().hardened(true))::read).hasMessageContaining("HTTP 302");
        assertThat(server.lines()).doesNotContain("GET /elsewhere");
    }

    @Test
    void read_nobodyListens_saysThatItCannotBeReached() {
        URI gone = server.uri("");
        server.close();

        assertThatThrownBy(reader(EcsRamRoleSource.builder().metadataEndpoint(gone))::read)
                .hasMessageContaining(gone.toString())
                .hasMessageContaining("Outside of ECS there is none");
    }
}
