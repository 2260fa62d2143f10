package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotatorArgumentsTest {
    @Test
    void parse_allOptions_areRead() {
        RotatorArguments parsed = parse("--secret orders/db --url jdbc:x --strategy two-accounts --account a --clone b"
                + " --administrator-secret admin --administrator-url jdbc:y --pending-stage next --lock-wait PT5S"
                + " --region cn-hangzhou --endpoint https://kms --dry-run");

        assertThat(parsed.secret()).isEqualTo("orders/db");
        assertThat(parsed.url()).isEqualTo("jdbc:x");
        assertThat(parsed.strategy()).isEqualTo(RotationStrategy.twoAccounts("a", "b"));
        assertThat(parsed.administratorSecret()).hasValue("admin");
        assertThat(parsed.administratorUrl()).isEqualTo("jdbc:y");
        assertThat(parsed.pendingStage()).hasValue("next");
        assertThat(parsed.lockWait()).hasValue(Duration.ofSeconds(5));
        assertThat(parsed.region()).hasValue("cn-hangzhou");
        assertThat(parsed.endpoint()).hasValue("https://kms");
        assertThat(parsed.dryRun()).isTrue();
    }

    @Test
    void parse_environment_isReadWhereTheCommandLineSaysNothing() {
        Map<String, String> environment = Map.of(
                "OPENSESAME_ROTATOR_SECRET", "from/environment",
                "OPENSESAME_ROTATOR_ADMINISTRATOR_SECRET", "admin",
                "OPENSESAME_ROTATOR_URL", "jdbc:x");

        RotatorArguments parsed = RotatorArguments.parse(environment, "--secret", "from/arguments");

        assertThat(parsed.secret()).isEqualTo("from/arguments");
        assertThat(parsed.administratorSecret()).hasValue("admin");
        assertThat(parsed.administratorUrl()).isEqualTo("jdbc:x");
        assertThat(parsed.strategy()).isEqualTo(RotationStrategy.oneAccount());
        assertThat(parsed.lockWait()).isEmpty();
        assertThat(parsed.dryRun()).isFalse();
    }

    @Test
    void parse_unknownOption_isNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--secrets x"))
                .withMessage("unknown option --secrets; try --help");
    }

    @Test
    void parse_strayText_isNotRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("canary"))
                .withMessage("unknown argument; try --help");
    }

    @Test
    void secret_missing_namesTheOptionAndTheVariable() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--url jdbc:x").secret())
                .withMessageContaining("--secret")
                .withMessageContaining("OPENSESAME_ROTATOR_SECRET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--strategy three-accounts",
                "--strategy two-accounts --account a",
                "--strategy two-accounts --clone b",
                "--account a --clone b",
                "--strategy two-accounts --account a --clone a"
            })
    void strategy_thatCannotBe_isRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(line).strategy());
    }

    @Test
    void lockWait_noDuration_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--lock-wait 5").lockWait())
                .withMessageContaining("PT30S");
    }

    private static RotatorArguments parse(String line) {
        return RotatorArguments.parse(Map.of(), line.split(" "));
    }
}
