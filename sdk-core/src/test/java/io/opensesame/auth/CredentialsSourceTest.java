package io.opensesame.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsSourceTest {
    private static final String ROLE = "acs:ram::1234567890123456:role/orders-reader";
    private static final String PROVIDER = "acs:ram::1234567890123456:oidc-provider/ack-rrsa-c1";
    private static final Path TOKEN = Path.of("/run/token");

    @Test
    void assumeRole_noSettings_hasTheDefaults() {
        AssumeRoleSource role = CredentialsSource.assumeRole(ROLE);

        assertThat(role.roleArn()).isEqualTo(ROLE);
        assertThat(role.signedBy()).isEqualTo(CredentialsSource.defaultChain());
        assertThat(role.duration()).isEqualTo(Duration.ofHours(1));
        assertThat(role.sessionName()).isEmpty();
        assertThat(role.policy()).isEmpty();
        assertThat(role.externalId()).isEmpty();
        assertThat(role.sts()).isEmpty();
    }

    @Test
    void ecsRamRole_noSettings_hasTheDefaults() {
        EcsRamRoleSource role = CredentialsSource.ecsRamRole();

        assertThat(role.roleName()).isEmpty();
        assertThat(role.hardened()).isFalse();
        assertThat(role.metadataEndpoint()).isEqualTo(URI.create("http://100.100.100.200"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "orders-reader",
                "acs:ram::12:user/bob",
                "acs:ram::12:role/",
                "acs:ram::12:role/a b",
                PROVIDER
            })
    void assumeRole_noRoleArn_isRefused(String arn) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CredentialsSource.assumeRole(arn))
                .withMessageContaining("acs:ram::<account id>:role/<role name>")
                .withMessageContaining("'" + arn + "'");
    }

    @Test
    void oidcRole_arnsSwapped_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CredentialsSource.oidcRole(PROVIDER, ROLE, TOKEN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CredentialsSource.oidcRole(ROLE, ROLE, TOKEN))
                .withMessageContaining("oidc-provider");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a b", "a/b", "12345678901234567890123456789012345678901234567890123456789012345"})
    void sessionName_breaksTheRule_isRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AssumeRoleSource.builder(ROLE).sessionName(name))
                .withMessageContaining("2 to 64")
                .withMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "a.b@c-d_E9", "1234567890123456789012345678901234567890123456789012345678901234"})
    void sessionName_keepsTheRule_isTaken(String name) {
        assertThat(OidcRoleSource.builder(ROLE, PROVIDER, TOKEN)
                        .sessionName(name)
                        .build()
                        .sessionName())
                .contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT14M59S", "PT12H1S", "PT1H0.5S", "PT-1H"})
    void duration_outOfRange_isRefused(Duration duration) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AssumeRoleSource.builder(ROLE).duration(duration))
                .withMessageContaining("900 to 43,200")
                .withMessageContaining(duration.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT15M", "PT12H"})
    void duration_atTheLimits_isTaken(Duration duration) {
        assertThat(AssumeRoleSource.builder(ROLE).duration(duration).build().duration())
                .isEqualTo(duration);
    }

    @Test
    void policy_tooLongInBytes_isRefused() {
        assertThatNoException().isThrownBy(() -> AssumeRoleSource.builder(ROLE).policy("x".repeat(2_048)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AssumeRoleSource.builder(ROLE).policy("é".repeat(1_025)))
                .withMessageContaining("2050");
    }

    @Test
    void externalId_tooShortOrLong_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AssumeRoleSource.builder(ROLE).externalId("x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AssumeRoleSource.builder(ROLE).externalId("x".repeat(1_225)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "role/x", "http://evil"})
    void ecsRoleName_otherCharacters_isRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EcsRamRoleSource.builder().roleName(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/", "host", "http:opaque", "http://canary@host/", "http://host/#canary"})
    void uri_notOfAWebServer_isRefusedWithoutShowingIt(URI uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CredentialsSource.uri(uri))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
    }

    @Test
    void stsEndpoint_ofRegion_isItsHost() {
        assertThat(StsEndpoint.ofRegion("cn-hangzhou").uri())
                .isEqualTo(URI.create("https://sts.cn-hangzhou.aliyuncs.com"));
        assertThat(StsEndpoint.inVpc("cn-hangzhou").uri())
                .isEqualTo(URI.create("https://sts-vpc.cn-hangzhou.aliyuncs.com"));
        assertThat(StsEndpoint.global().uri()).isEqualTo(URI.create("https://sts.aliyuncs.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hangzhou", "cn-hangzhou.evil.example", "cn-hangzhou/", "CN-HANGZHOU"})
    void stsEndpoint_noRegion_isRefused(String region) {
        assertThatIllegalArgumentException().isThrownBy(() -> StsEndpoint.ofRegion(region));
        assertThatIllegalArgumentException().isThrownBy(() -> StsEndpoint.inVpc(region));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:1", "http://127.0.0.1:1/", "http://[::1]:1", "https://sts.example"})
    void stsEndpoint_httpsOrLoopback_isTaken(URI address) {
        assertThat(StsEndpoint.at(address).uri().toString())
                .isEqualTo(address.toString().replaceAll("/$", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sts.example",
                "http://127.0.0.1.evil.example",
                "http://localhost.example",
                "https://sts.example/path",
                "https://sts.example?q=1"
            })
    void stsEndpoint_plainOrWithPath_isRefused(URI address) {
        assertThatIllegalArgumentException().isThrownBy(() -> StsEndpoint.at(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "'", "\"a", "a \\", "''"})
    void process_noCommand_isRefused(String commandLine) {
        assertThatIllegalArgumentException().isThrownBy(() -> CredentialsSource.process(commandLine));
    }

    @Test
    void toString_secretsInSettings_areNotShown() {
        String canary = "canary-secret";

        assertThat(CredentialsSource.of(Credentials.accessKey("LTAI", canary)).toString())
                .doesNotContain(canary);
        assertThat(CredentialsSource.process("acme --password " + canary)).hasToString("credentials process 'acme'");
        assertThat(CredentialsSource.uri(URI.create("http://127.0.0.1:7/x?t=" + canary)))
                .hasToString("credentials URI at http://127.0.0.1:7");
        assertThat(AssumeRoleSource.builder(ROLE)
                        .signedBy(CredentialsSource.of(Credentials.accessKey("LTAI", canary)))
                        .externalId(canary)
                        .build())
                .hasToString("RAM role " + ROLE + " (assumed with credentials provided by the application)");
    }
}
