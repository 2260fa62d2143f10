package io.opensesame.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.auth.AssumeRoleSource;
import io.opensesame.auth.CredentialsSource;
import io.opensesame.auth.EcsRamRoleSource;
import io.opensesame.auth.OidcRoleSource;
import io.opensesame.auth.ProvidedSource;
import io.opensesame.error.CredentialsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IniProfilesTest {
    private static final String PAIR = "access_key_id = LTAIini\naccess_key_secret = canary-secret\n";

    private static CredentialsSource source(String text) {
        return IniProfiles.source("The credentials file x", text, Optional.empty());
    }

    private static CredentialsSource enabled(String lines) {
        return source("[default]\nenable = true\n" + lines);
    }

    private static String accessKeyId(CredentialsSource source) {
        return ((ProvidedSource) source).provider().credentials().accessKeyId();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "type = access_key\n", "type = something_else\n"})
    void source_accessKey_isProvided(String type) {
        assertThat(accessKeyId(enabled(type + PAIR))).isEqualTo("LTAIini");
    }

    @Test
    void source_commentsBlanksAndContinuations_areUnderstood() {
        List<String> lines = List.of(
                "\uFEFF# a comment",
                "; another",
                "",
                " [default] ",
                "enable=TRUE",
                "access_key_id=LTAI",
                "\tini",
                "access_key_secret = a=b#c");
        String text = String.join("\r\n", lines);

        assertThat(((ProvidedSource) source(text)).provider().credentials()).satisfies(credentials -> {
            assertThat(credentials.accessKeyId()).isEqualTo("LTAIini");
            assertThat(credentials.exposeAccessKeySecret()).isEqualTo("a=b#c");
        });
    }

    @Test
    void source_otherProfileNamed_isUsed() {
        String text = "[default]\n[prod]\nenable = true\n" + PAIR;

        assertThat(accessKeyId(IniProfiles.source("The credentials file x", text, Optional.of("prod"))))
                .isEqualTo("LTAIini");
    }

    @Test
    void source_assumedRole_isSignedByThePair() {
        AssumeRoleSource role = (AssumeRoleSource)
                enabled(
                        "type = ram_role_arn\n" + PAIR
                                + "role_arn = acs:ram::1:role/r\nrole_session_name = ini-session\npolicy = {}\nregion_id = cn-hangzhou\n");

        assertThat(role.roleArn()).isEqualTo("acs:ram::1:role/r");
        assertThat(role.sessionName()).contains("ini-session");
        assertThat(role.policy()).contains("{}");
        assertThat(role.sts()).isEmpty();
        assertThat(accessKeyId(role.signedBy())).isEqualTo("LTAIini");
    }

    @Test
    void source_ecsRole_isNamed() {
        EcsRamRoleSource role = (EcsRamRoleSource) enabled("type = ecs_ram_role\nrole_name = web\n");

        assertThat(role.roleName()).contains("web");
    }

    @Test
    void source_oidcRole_isUnderstood() {
        OidcRoleSource role = (OidcRoleSource) enabled("""
                type = oidc_role_arn
                role_arn = acs:ram::1:role/r
                oidc_provider_arn = acs:ram::1:oidc-provider/p
                oidc_token_file_path = /run/token
                role_session_name = pod
                """);

        assertThat(role.providerArn()).isEqualTo("acs:ram::1:oidc-provider/p");
        assertThat(role.tokenFile()).isEqualTo(Path.of("/run/token"));
        assertThat(role.sessionName()).contains("pod");
    }

    @Test
    void source_rsaKeyPair_isRefusedWithTheReason() {
        assertThatThrownBy(() -> enabled("type = rsa_key_pair\n"))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("type rsa_key_pair is not supported");
    }

    @Test
    void source_notEnabled_saysWhatToAdd() {
        assertThatThrownBy(() -> source("[default]\n" + PAIR))
                .hasMessage("The credentials file x, profile 'default': not enabled. Add the line: enable = true");
    }

    @Test
    void source_noSuchSection_namesIt() {
        assertThatThrownBy(() -> source("[other]\n")).hasMessageContaining("has no section [default]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary-secret\n",
                "= canary-secret\n",
                "[canary-secret\n",
                "type = ram_role_arn\nrole_session_name = canary/secret\nrole_arn = canary-secret\n" + PAIR,
                "access_key_id = LTAI\naccess_key_secret = canary secret\n",
                "type = ecs_ram_role\nrole_name = canary/secret\n",
            })
    void source_malformed_showsNothingOfIt(String lines) {
        assertThatThrownBy(() -> enabled(lines))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("The credentials file x")
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @Test
    void source_valueBeforeAnySection_namesTheLine() {
        assertThatThrownBy(() -> source("\na = canary\n"))
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("canary");
    }
}
