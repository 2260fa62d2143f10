package io.opensesame.localkms.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SecretVersionTest {
    @Test
    void toString_ofVersion_hidesTheValue() {
        SecretVersion version = new SecretVersion("v1", "canary-value", "text", Instant.EPOCH);

        assertThat(version.toString()).contains("v1").doesNotContain("canary");
    }
}
