package io.opensesame.kms.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.kms.tag.ResourceType;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.VersionStage;
import org.junit.jupiter.api.Test;

class OpenNamesTest {
    @Test
    void versionStage_sameName_isEqual() {
        assertThat(VersionStage.of("ACSCurrent"))
                .isEqualTo(VersionStage.CURRENT)
                .hasSameHashCodeAs(VersionStage.CURRENT);
        assertThat(VersionStage.of("ACSPrevious")).isEqualTo(VersionStage.PREVIOUS);
        assertThat(VersionStage.of("blue")).isEqualTo(VersionStage.of("blue")).hasToString("blue");
        assertThat(VersionStage.of("acscurrent")).isNotEqualTo(VersionStage.CURRENT);
    }

    @Test
    void versionStage_builtIn_isTold() {
        assertThat(VersionStage.of("ACSCurrent").isBuiltIn()).isTrue();
        assertThat(VersionStage.of("ACSPrevious").isBuiltIn()).isTrue();
        assertThat(VersionStage.of("blue").isBuiltIn()).isFalse();
    }

    @Test
    void typesAndStates_anyCase_areTheKnownOnes() {
        assertThat(SecretType.of("POLARDB")).isSameAs(SecretType.POLAR_DB);
        assertThat(SecretDataType.of("Binary")).isSameAs(SecretDataType.BINARY);
        assertThat(AutomaticRotation.of("enabled")).isSameAs(AutomaticRotation.ENABLED);
    }

    @Test
    void typesAndStates_unknown_keepTheirName() {
        assertThat(SecretType.of("Quantum")).isEqualTo(SecretType.of("Quantum")).hasToString("Quantum");
        assertThat(SecretDataType.of("x")).isNotEqualTo(SecretDataType.of("y"));
        assertThat(AutomaticRotation.of("Paused").name()).isEqualTo("Paused");
        assertThat(ResourceType.of("certificate"))
                .isNotEqualTo(ResourceType.SECRET)
                .hasToString("certificate");
    }
}
