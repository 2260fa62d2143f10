package io.opensesame.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"alias/a", "alias/team-1/orders_db", "alias/acs/ecs"})
    void of_alias_keepsItAsItIs(String text) {
        assertThat(AliasName.of(text).text()).isEqualTo(text);
        assertThat(AliasName.of(text))
                .isEqualTo(AliasName.of(text))
                .hasSameHashCodeAs(AliasName.of(text))
                .hasToString(text);
    }

    @Test
    void of_length_isCountedAfterThePrefix() {
        assertThat(AliasName.of("alias/" + "a".repeat(255)).text()).hasSize(261);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AliasName.of("alias/" + "a".repeat(256)))
                .withMessage("an alias has 1 to 255 characters after alias/; got 256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AliasName.of("alias/"))
                .withMessageContaining("got 0");
    }

    @Test
    void of_withoutPrefix_isRefusedWithoutRepeatingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AliasName.of("s3cret"))
                .withMessage("an alias begins with alias/, such as alias/orders; this one, of 6 characters, does not");
    }

    @Test
    void of_otherCharacter_isNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AliasName.of("alias/a.b"))
                .withMessage("an alias has ASCII letters, digits and _-/ only; got U+002E after 'alias/a'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alias/acs", "alias/acs/ecs", "alias/acsx"})
    void ofOwn_reservedForTheService_isRefused(String text) {
        assertThat(AliasName.of(text).isReserved()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AliasName.ofOwn(text))
                .withMessage("aliases that begin with alias/acs are the service's own; got '" + text + "'");
    }

    @Test
    void ofOwn_otherAlias_isAllowed() {
        assertThat(AliasName.ofOwn("alias/orders").isReserved()).isFalse();
    }
}
