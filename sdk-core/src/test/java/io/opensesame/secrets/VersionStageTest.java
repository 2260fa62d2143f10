package io.opensesame.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionStageTest {
    @Test
    void of_sameName_isEqual() {
        assertThat(VersionStage.of("ACSCurrent")).isEqualTo(VersionStage.CURRENT);
        assertThat(VersionStage.of("blue")).isEqualTo(VersionStage.of("blue")).isNotEqualTo(VersionStage.of("Blue"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "line\n", "\u0000"})
    void of_emptyOrBlank_isRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> VersionStage.of(name));
        assertThatIllegalArgumentException().isThrownBy(() -> SecretType.of(name));
    }

    @Test
    void secretType_unknownName_survives() {
        assertThat(SecretType.of("Lindorm").name()).isEqualTo("Lindorm");
        assertThat(SecretType.of("generic")).isEqualTo(SecretType.GENERIC);
    }
}
