package io.opensesame.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.auth.AssumeRoleSource;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.auth.EcsRamRoleSource;
import io.opensesame.auth.OidcRoleSource;
import io.opensesame.auth.ProcessSource;
import io.opensesame.auth.ProvidedSource;
import io.opensesame.auth.StsEndpoint;
import io.opensesame.error.CredentialsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliProfilesTest {
    private static final String PAIR = "\"access_key_id\":\"LTAIcli\",\"access_key_secret\":\"canary-secret\"";
    private static final String SESSION =
            "\"ram_role_arn\":\"acs:ram::1:role/r\",\"ram_session_name\":\"cli\",\"expired_seconds\":1800,"
                    + "\"sts_region\":\"cn-hangzhou\",\"enable_vpc\":true,\"policy\":\"{}\"";

    private static CredentialsSource source(String text, Optional<String> profile) {
        return CliProfiles.source("The CLI configuration file x", text, profile);
    }

    private static CredentialsSource only(String members) {
        return source("{\"current\":\"p\",\"profiles\":[{\"name\":\"p\"," + members + "}]}", Optional.empty());
    }

    private static Credentials provided(CredentialsSource source) {
        return ((ProvidedSource) source).provider().credentials();
    }

    @Test
    void source_accessKey_isProvided() {
        assertThat(provided(only("\"mode\":\"AK\",\"sts_token\":\"\"," + PAIR)))
                .isEqualTo(Credentials.accessKey("LTAIcli", "canary-secret"));
    }

    @Test
    void source_stsToken_isProvided() {
        assertThat(provided(only("\"mode\":\"StsToken\",\"sts_token\":\"t\"," + PAIR)))
                .isEqualTo(Credentials.temporary("LTAIcli", "canary-secret", "t"));
    }

    @Test
    void source_ramRoleArn_hasEverySetting() {
        AssumeRoleSource role =
                (AssumeRoleSource) only("\"mode\":\"RamRoleArn\",\"external_id\":\"ext\"," + SESSION + "," + PAIR);

        assertThat(role.roleArn()).isEqualTo("acs:ram::1:role/r");
        assertThat(role.sessionName()).contains("cli");
        assertThat(role.duration()).isEqualTo(Duration.ofMinutes(30));
        assertThat(role.policy()).contains("{}");
        assertThat(role.externalId()).contains("ext");
        assertThat(role.sts()).contains(StsEndpoint.inVpc("cn-hangzhou"));
        assertThat(provided(role.signedBy()).accessKeyId()).isEqualTo("LTAIcli");
    }

    @Test
    void source_ramRoleArnWithEmptySettings_hasDefaults() {
        AssumeRoleSource role =
                (AssumeRoleSource) only("\"mode\":\"RamRoleArn\",\"ram_role_arn\":\"acs:ram::1:role/r\","
                        + "\"ram_session_name\":\"\",\"expired_seconds\":0,\"sts_region\":\"\",\"enable_vpc\":false,"
                        + PAIR);

        assertThat(role.sessionName()).isEmpty();
        assertThat(role.duration()).isEqualTo(Duration.ofHours(1));
        assertThat(role.sts()).isEmpty();
    }

    @Test
    void source_ecsRamRole_isNamed() {
        assertThat(((EcsRamRoleSource) only("\"mode\":\"EcsRamRole\",\"ram_role_name\":\"web\"")).roleName())
                .contains("web");
    }

    @Test
    void source_oidc_isUnderstood() {
        OidcRoleSource role = (OidcRoleSource) only(
                "\"mode\":\"OIDC\",\"oidc_provider_arn\":\"acs:ram::1:oidc-provider/p\",\"oidc_token_file\":\"/run/token\","
                        + SESSION);

        assertThat(role.tokenFile()).isEqualTo(Path.of("/run/token"));
        assertThat(role.duration()).isEqualTo(Duration.ofMinutes(30));
        assertThat(role.sts()).contains(StsEndpoint.inVpc("cn-hangzhou"));
    }

    @Test
    void source_external_isAProcess() {
        assertThat(((ProcessSource) only("\"mode\":\"External\",\"process_command\":\"acme login 'a b'\""))
                        .exposeCommand())
                .containsExactly("acme", "login", "a b");
    }

    @Test
    void source_chainableRole_isSignedByItsSourceProfile() {
        String text = """
                {"current":"b","profiles":[
                 {"name":"a","mode":"AK","access_key_id":"LTAIa","access_key_secret":"s"},
                 {"name":"b","mode":"ChainableRamRoleArn","source_profile":"a","ram_role_arn":"acs:ram::1:role/b"}]}""";

        AssumeRoleSource role = (AssumeRoleSource) source(text, Optional.empty());

        assertThat(provided(role.signedBy()).accessKeyId()).isEqualTo("LTAIa");
        assertThat(provided(source(text, Optional.of("a"))).accessKeyId()).isEqualTo("LTAIa");
    }

    @Test
    void source_chainableRolesInACircle_areRefusedWithTheirTrail() {
        String text = """
                {"current":"a","profiles":[
                 {"name":"a","mode":"ChainableRamRoleArn","source_profile":"b","ram_role_arn":"acs:ram::1:role/a"},
                 {"name":"b","mode":"ChainableRamRoleArn","source_profile":"a","ram_role_arn":"acs:ram::1:role/b"}]}""";

        assertThatThrownBy(() -> source(text, Optional.empty()))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("a -> b -> a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CloudSSO", "OAuth"})
    void source_unsupportedMode_namesItAndTheAlternative(String mode) {
        assertThatThrownBy(() -> only("\"mode\":\"" + mode + "\",\"access_token\":\"canary\""))
                .hasMessageContaining("mode " + mode + " is not supported")
                .hasMessageContaining("External")
                .hasMessageNotContaining("canary");
    }

    @Test
    void source_noSuchProfile_namesIt() {
        assertThatThrownBy(() -> source("{\"current\":\"p\",\"profiles\":[]}", Optional.of("q")))
                .hasMessageContaining("has no profile 'q'");
    }

    @Test
    void source_noCurrentProfile_saysSo() {
        assertThatThrownBy(() -> source("{}", Optional.empty())).hasMessageContaining("names no current profile");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"mode\":\"canary\"",
                "\"mode\":\"AK\",\"access_key_id\":\"LTAI\",\"access_key_secret\":\"canary secret\"",
                "\"mode\":\"RamRoleArn\",\"ram_role_arn\":\"canary\"," + PAIR,
                "\"mode\":\"RamRoleArn\",\"ram_role_arn\":\"acs:ram::1:role/r\",\"expired_seconds\":\"canary\"," + PAIR,
                "\"mode\":\"RamRoleArn\",\"ram_role_arn\":\"acs:ram::1:role/r\",\"expired_seconds\":5," + PAIR,
                "\"mode\":\"RamRoleArn\",\"ram_role_arn\":\"acs:ram::1:role/r\",\"sts_region\":\"ca/nary\"," + PAIR,
                "\"mode\":\"External\",\"process_command\":\"acme 'canary\"",
                "\"mode\" \"canary\"",
            })
    void source_malformed_showsNothingOfIt(String members) {
        assertThatThrownBy(() -> only(members))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("The CLI configuration file x")
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }
}
