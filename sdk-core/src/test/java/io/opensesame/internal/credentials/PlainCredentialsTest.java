package io.opensesame.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlainCredentialsTest {
    private final TestWorld world = new TestWorld(Path.of("unused"));

    private Credentials fromVariables() {
        return world.provider(CredentialsSource.environment()).credentials();
    }

    private Credentials fromProperties() {
        return world.provider(CredentialsSource.systemProperties()).credentials();
    }

    @Test
    void environment_pairAlone_isLasting() {
        world.variables.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI");
        world.variables.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", " secret\n");

        assertThat(fromVariables()).isEqualTo(Credentials.accessKey("LTAI", "secret"));
    }

    @Test
    void environment_withToken_isTemporary() {
        world.variables.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "STS.a");
        world.variables.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret");
        world.variables.put("ALIBABA_CLOUD_SECURITY_TOKEN", "token");

        assertThat(fromVariables()).isEqualTo(Credentials.temporary("STS.a", "secret", "token"));
    }

    @Test
    void environment_secretBlank_countsAsMissing() {
        world.variables.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI");
        world.variables.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", " ");

        assertThatThrownBy(this::fromVariables).hasMessage("ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set.");
    }

    @Test
    void systemProperties_pairAndToken_isTemporary() {
        world.properties.put("alibabacloud.accessKeyId", "STS.a");
        world.properties.put("alibabacloud.accessKeySecret", "secret");
        world.properties.put("alibabacloud.sessionToken", "token");

        assertThat(fromProperties()).isEqualTo(Credentials.temporary("STS.a", "secret", "token"));
    }

    @Test
    void systemProperties_legacySecret_wins() {
        world.properties.put("alibabacloud.accessKeyId", "LTAI");
        world.properties.put("alibabacloud.accessKeySecret", "new");
        world.properties.put("alibabacloud.accessKeyIdSecret", "legacy");

        assertThat(fromProperties()).isEqualTo(Credentials.accessKey("LTAI", "legacy"));
    }
}
