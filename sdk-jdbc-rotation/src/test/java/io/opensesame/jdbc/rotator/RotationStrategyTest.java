package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opensesame.jdbc.rotator.RotationStrategy.Turn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationStrategyTest {
    @Test
    void after_oneAccount_isTheSame() {
        assertThat(RotationStrategy.oneAccount().after("app_clone")).hasValue(new Turn("app_clone", "app_clone"));
    }

    @ParameterizedTest
    @CsvSource({"app, app, app_clone, true", "app_clone, app, app, false", "_clone, _clone, _clone_clone, true"})
    void after_twoAccounts_takesTurns(String current, String base, String target, boolean clone) {
        assertThat(RotationStrategy.twoAccounts().after(current)).hasValueSatisfying(turn -> {
            assertThat(turn).isEqualTo(new Turn(base, target));
            assertThat(turn.isClone()).isEqualTo(clone);
        });
    }

    @Test
    void after_namedAccounts_takesTurnsBetweenThemAlone() {
        RotationStrategy strategy = RotationStrategy.twoAccounts("app", "app_b");

        assertThat(strategy.after("app")).hasValue(new Turn("app", "app_b"));
        assertThat(strategy.after("app_b")).hasValue(new Turn("app", "app"));
        assertThat(strategy.after("app_clone")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"app, app", "'', app", "app, ''"})
    void twoAccounts_thatAreNotTwo_isRefused(String account, String clone) {
        assertThatIllegalArgumentException().isThrownBy(() -> RotationStrategy.twoAccounts(account, clone));
    }

    @Test
    void equals_sameNames_isTrue() {
        assertThat(RotationStrategy.twoAccounts("a", "b"))
                .isEqualTo(RotationStrategy.twoAccounts("a", "b"))
                .hasSameHashCodeAs(RotationStrategy.twoAccounts("a", "b"))
                .isNotEqualTo(RotationStrategy.twoAccounts())
                .hasToString("two accounts, a and b");
        assertThat(RotationStrategy.oneAccount()).isNotEqualTo(RotationStrategy.twoAccounts());
    }
}
