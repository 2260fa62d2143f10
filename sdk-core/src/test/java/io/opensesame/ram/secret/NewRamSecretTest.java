package io.opensesame.ram.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opensesame.auth.Credentials;
import io.opensesame.kms.secret.CreateSecretRequest;
import io.opensesame.secrets.SecretType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewRamSecretTest {
    private static final Credentials CURRENT = Credentials.accessKey("AK-1", "canary-1");
    private static final Credentials OTHER = Credentials.accessKey("AK-2", "canary-2");

    @Test
    void build_twoAccessKeys_areTheValueCurrentOneFirst() {
        NewRamSecret secret = NewRamSecret.builder("app", CURRENT)
                .otherAccessKey(Credentials.accessKey("AK-9", "replaced"))
                .otherAccessKey(OTHER)
                .build();

        assertThat(secret.accessKeyIds()).containsExactly("AK-1", "AK-2");
        assertThat(secret.request().data().exposeText()).isEqualTo("""
                {"AccessKeys":[{"AccessKeyId":"AK-1","AccessKeySecret":"canary-1"},\
                {"AccessKeyId":"AK-2","AccessKeySecret":"canary-2"}]}""");
    }

    @Test
    void build_allThatKmsTakes_isInTheRequest() {
        CreateSecretRequest request = NewRamSecret.builder("app", CURRENT)
                .versionId("first")
                .rotationInterval(Duration.ofDays(30))
                .description("of the batch jobs")
                .tag("team", "orders")
                .tags(Map.of("env", "prod"))
                .encryptionKeyId("key-1")
                .instanceId("kst-1")
                .build()
                .request();

        assertThat(request.secretName()).isEqualTo("$Auto");
        assertThat(request.secretType()).isEqualTo(SecretType.RAM_CREDENTIALS);
        assertThat(request.extendedConfig().orElseThrow().field("SecretSubType"))
                .contains("RamUserAccessKey");
        assertThat(request.extendedConfig().orElseThrow().field("UserName")).contains("app");
        assertThat(request.versionId()).isEqualTo("first");
        assertThat(request.rotationInterval()).contains(Duration.ofDays(30));
        assertThat(request.description()).contains("of the batch jobs");
        assertThat(request.tags()).isEqualTo(Map.of("team", "orders", "env", "prod"));
        assertThat(request.encryptionKeyId()).contains("key-1");
        assertThat(request.instanceId()).contains("kst-1");
    }

    @Test
    void build_noVersionIdGiven_makesUpOne() {
        String one = NewRamSecret.builder("app", CURRENT).build().request().versionId();
        String other = NewRamSecret.builder("app", CURRENT).build().request().versionId();

        assertThat(one).isNotEmpty().isNotEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a@b",
                "acs/ram/user/app",
                "a b",
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee12345678901234_"
            })
    void builder_noNameOfAUser_isRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> NewRamSecret.builder(name, CURRENT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ManagedRamSecrets.nameOf(name))
                .withMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 6 * 3_600 - 1, 8_760 * 3_600 + 1})
    void rotationInterval_outOfRange_isRefused(long seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewRamSecret.builder("app", CURRENT).rotationInterval(Duration.ofSeconds(seconds)))
                .withMessageContaining("between 6 and 8,760 hours");
    }

    @Test
    void builder_credentialsOfASession_areRefused() {
        Credentials session = Credentials.temporary("STS.1", "canary-3", "canary-token");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewRamSecret.builder("app", session))
                .withMessageContaining("'STS.1' is of a session")
                .withMessageNotContaining("canary");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewRamSecret.builder("app", CURRENT).otherAccessKey(session));
    }

    @Test
    void otherAccessKey_theCurrentOne_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        NewRamSecret.builder("app", CURRENT).otherAccessKey(Credentials.accessKey("AK-1", "canary-2")))
                .withMessageContaining("'AK-1' is the current AccessKey already")
                .withMessageNotContaining("canary");
    }

    @Test
    void toString_everyPart_showsNoSecret() {
        NewRamSecret secret =
                NewRamSecret.builder("app", CURRENT).otherAccessKey(OTHER).build();

        assertThat(secret.toString() + secret.request())
                .contains("app", "AK-1", "AK-2")
                .doesNotContain("canary");
    }

    @Test
    void nameOf_user_isWhatKmsCallsTheSecret() {
        assertThat(ManagedRamSecrets.nameOf("app")).isEqualTo("acs/ram/user/app");
    }
}
