package io.opensesame.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.opensesame.auth.AssumeRoleSource;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.auth.StsEndpoint;
import io.opensesame.error.CredentialsException;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.ServiceRefusal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssumeRoleReaderTest {
    private static final String ROLE = "acs:ram::1234567890123456:role/orders-reader";

    private final TestWorld world = new TestWorld(Path.of("unused"));

    private static AssumeRoleSource.Builder role() {
        return AssumeRoleSource.builder(ROLE)
                .signedBy(CredentialsSource.of(Credentials.accessKey("LTAIbase", "canary-secret")));
    }

    private CloseableCredentialsProvider provider(AssumeRoleSource.Builder source) {
        return world.provider(source.build());
    }

    @Test
    void credentials_allSettings_reachSts() {
        Credentials credentials = provider(role().sessionName("orders")
                        .duration(Duration.ofHours(2))
                        .policy("{}")
                        .externalId("partner-7")
                        .sts(StsEndpoint.at(URI.create("https://sts.example:8443"))))
                .credentials();

        assertThat(credentials.accessKeyId()).isEqualTo("STS.assumed1");
        assertThat(credentials.expiration()).contains(world.clock.instant().plus(Duration.ofHours(2)));
        FakeSts.Received received = world.sts.received.get(0);
        assertThat(received.endpoint()).isEqualTo(URI.create("https://sts.example:8443"));
        assertThat(received.apiVersion()).isEqualTo("2015-04-01");
        assertThat(received.signerId()).isEqualTo("LTAIbase");
        assertThat(received.call().action()).isEqualTo("AssumeRole");
        assertThat(received.call().resource()).isEqualTo(ROLE);
        assertThat(received.call().parameters())
                .containsExactly(
                        entry("RoleArn", ROLE),
                        entry("RoleSessionName", "orders"),
                        entry("DurationSeconds", "7200"),
                        entry("Policy", "{}"),
                        entry("ExternalId", "partner-7"));
    }

    @Test
    void credentials_noSettings_useDefaults() {
        provider(role()).credentials();

        FakeSts.Received received = world.sts.received.get(0);
        assertThat(received.endpoint()).isEqualTo(URI.create("https://sts.aliyuncs.com"));
        assertThat(received.call().parameters())
                .containsOnly(
                        entry("RoleArn", ROLE),
                        entry("RoleSessionName", "opensesame-" + ManualClock.START.toEpochMilli()),
                        entry("DurationSeconds", "3600"));
    }

    @ParameterizedTest
    @CsvSource({
        "cn-hangzhou, , https://sts.cn-hangzhou.aliyuncs.com",
        "cn-hangzhou, true, https://sts-vpc.cn-hangzhou.aliyuncs.com",
        ", true, https://sts.aliyuncs.com",
    })
    void credentials_endpointFromEnvironment(String region, String vpc, URI endpoint) {
        world.variables.put("ALIBABA_CLOUD_STS_REGION", region);
        world.variables.put("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED", vpc);
        world.variables.put("ALIBABA_CLOUD_ROLE_SESSION_NAME", "from-environment");

        provider(role()).credentials();

        assertThat(world.sts.received.get(0).endpoint()).isEqualTo(endpoint);
        assertThat(world.sts.received.get(0).call().parameters()).containsEntry("RoleSessionName", "from-environment");
    }

    @ParameterizedTest
    @CsvSource({"ALIBABA_CLOUD_STS_REGION", "ALIBABA_CLOUD_ROLE_SESSION_NAME"})
    void credentials_malformedEnvironment_namesTheVariableBeforeAnyCall(String variable) {
        world.variables.put(variable, "canary/secret");

        assertThatThrownBy(provider(role())::credentials)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining(variable)
                .hasMessageNotContaining("canary");
        assertThat(world.sts.received).isEmpty();
    }

    @Test
    void credentials_roleBehindRole_signsTheSecondWithTheFirst() {
        AssumeRoleSource first = role().build();

        provider(AssumeRoleSource.builder("acs:ram::99:role/second").signedBy(first))
                .credentials();

        assertThat(world.sts.received)
                .extracting(FakeSts.Received::signerId)
                .contains("LTAIbase", "STS.assumed1")
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "NoPermission, sts:AssumeRole",
        "EntityNotExist.Role, account id",
        "InvalidParameter.DurationSeconds, role's own limit",
    })
    void credentials_refused_tellsWhatToDo(String code, String advice) {
        world.sts.failure = Optional.of(new KmsServiceException(
                new ServiceRefusal("AssumeRole", ROLE, "sts.aliyuncs.com", 403, code, "", "R-1"), ""));

        assertThatThrownBy(provider(role())::credentials)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("STS refused the role " + ROLE)
                .hasMessageContaining(code)
                .hasMessageContaining(advice)
                .hasCauseInstanceOf(KmsServiceException.class);
    }

    @Test
    void credentials_answerWithoutCredentials_saysSo() {
        world.sts.answer = Optional.of(JsonNodeFactory.instance.objectNode());

        assertThatThrownBy(provider(role())::credentials).hasMessageContaining("holds no object Credentials");
    }

    @Test
    void close_closesTheSignerToo() {
        AssumeRoleSource first = role().build();
        CloseableCredentialsProvider provider = world.provider(AssumeRoleSource.builder("acs:ram::99:role/second")
                .signedBy(first)
                .build());
        provider.credentials();
        assertThat(world.scheduler.pending()).hasSize(2);

        provider.close();

        assertThat(world.scheduler.pending()).isEmpty();
    }
}
