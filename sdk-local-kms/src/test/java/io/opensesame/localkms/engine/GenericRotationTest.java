package io.opensesame.localkms.engine;

import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GenericRotationTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestKms kms = new TestKms();

    @BeforeEach
    void createSecret() {
        kms.createGeneric("a");
    }

    @Test
    void rotateAutomatically_eachInterval_putsTheNextValueAtCurrent() {
        kms.engine.rotateAutomatically("a", HOUR, GenericRotationTest::append);
        assertThat(kms.value("a")).isEqualTo("value-1");

        kms.clock.advance(HOUR);

        assertThat(kms.value("a")).isEqualTo("value-1+");
        assertThat(kms.valueAt("a", "ACSPrevious")).isEqualTo("value-1");
        assertThat(kms.call("DescribeSecret", "SecretName", "a")
                        .get("UpdateTime")
                        .textValue())
                .isEqualTo("2026-03-01T11:00:00Z");
    }

    @Test
    void rotateAutomatically_isNotShownInAnswers() {
        kms.engine.rotateAutomatically("a", HOUR, GenericRotationTest::append);
        kms.clock.advance(HOUR);

        assertThat(TestKms.fieldNames(kms.call("GetSecretValue", "SecretName", "a")))
                .doesNotContain("AutomaticRotation", "RotationInterval", "NextRotationDate", "LastRotationDate");
    }

    @Test
    void rotateAutomatically_missedIntervals_areMadeUpForInOrder() {
        kms.engine.rotateAutomatically("a", HOUR, GenericRotationTest::append);

        kms.clock.advance(HOUR.multipliedBy(3).plusMinutes(30));

        assertThat(kms.value("a")).isEqualTo("value-1+++");
        kms.clock.advance(Duration.ofMinutes(30));
        assertThat(kms.value("a")).isEqualTo("value-1++++");
    }

    @Test
    void rotateAutomatically_manyMissedIntervals_makesUpForTheLastTen() {
        AtomicInteger calls = new AtomicInteger();
        kms.engine.rotateAutomatically("a", HOUR, current -> "generated-" + calls.incrementAndGet());

        kms.clock.advance(HOUR.multipliedBy(1_000));

        assertThat(kms.value("a")).isEqualTo("generated-10");
        kms.clock.advance(HOUR);
        assertThat(kms.value("a")).isEqualTo("generated-11");
    }

    @Test
    void rotateAutomatically_again_replacesIntervalAndGenerator() {
        kms.engine.rotateAutomatically("a", HOUR, GenericRotationTest::append);
        kms.engine.rotateAutomatically("a", HOUR.multipliedBy(2), current -> "replaced");

        kms.clock.advance(HOUR);
        assertThat(kms.value("a")).isEqualTo("value-1");
        kms.clock.advance(HOUR);
        assertThat(kms.value("a")).isEqualTo("replaced");
    }

    @Test
    void rotateAutomatically_failingGenerator_costsOneRotationOnly() {
        AtomicBoolean fail = new AtomicBoolean(true);
        kms.engine.rotateAutomatically("a", HOUR, current -> {
            if (fail.get()) {
                throw new IllegalStateException("no value today");
            }
            return "after the failure";
        });

        kms.clock.advance(HOUR);
        assertThat(kms.value("a")).isEqualTo("value-1");
        fail.set(false);
        kms.clock.advance(HOUR);
        assertThat(kms.value("a")).isEqualTo("after the failure");
    }

    @Test
    void stopRotating_keepsTheValueAndTheGenerator() {
        kms.engine.rotateAutomatically("a", HOUR, GenericRotationTest::append);

        kms.engine.stopRotating("a");
        kms.clock.advance(HOUR.multipliedBy(5));
        assertThat(kms.value("a")).isEqualTo("value-1");
        kms.engine.rotateNow("a");

        assertThat(kms.value("a")).isEqualTo("value-1+");
    }

    @Test
    void rotateNow_postponesTheNextAutomaticRotation() {
        kms.engine.rotateAutomatically("a", HOUR, GenericRotationTest::append);
        kms.clock.advance(Duration.ofMinutes(40));

        String versionId = kms.engine.rotateNow("a");

        assertThat(kms.stages("a")).isEqualTo(Map.of("v1", List.of("ACSPrevious"), versionId, List.of("ACSCurrent")));
        kms.clock.advance(Duration.ofMinutes(59));
        assertThat(kms.value("a")).isEqualTo("value-1+");
        kms.clock.advance(Duration.ofMinutes(1));
        assertThat(kms.value("a")).isEqualTo("value-1++");
    }

    @Test
    void rotateNow_withoutGeneratorOrWithABadOne_saysSoAndChangesNothing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> kms.engine.rotateNow("a"))
                .withMessageContaining("'a' has no generator");
        kms.engine.rotateAutomatically("a", HOUR, current -> "");

        assertThatIllegalStateException()
                .isThrownBy(() -> kms.engine.rotateNow("a"))
                .withMessageContaining("must return 1 to 30720 bytes");
        assertThat(kms.value("a")).isEqualTo("value-1");
    }

    @Test
    void rotateNow_scheduledSecret_isRefused() {
        kms.engine.rotateAutomatically("a", HOUR, GenericRotationTest::append);
        kms.call("DeleteSecret", "SecretName", "a");

        ServiceRefusal refusal = catchThrowableOfType(ServiceRefusal.class, () -> kms.engine.rotateNow("a"));

        assertRefused(refusal, 409, "Rejected.ResourceInDeleteWindow");
    }

    @Test
    void rotateAutomatically_badArguments_areRejected() {
        kms.call(
                "CreateSecret",
                "SecretType",
                "Rds",
                "SecretName",
                "rds",
                "VersionId",
                "v1",
                "SecretData",
                "{\"Accounts\":[{\"AccountName\":\"app\",\"AccountPassword\":\"p1\"}]}",
                "ExtendedConfig",
                "{\"SecretSubType\":\"SingleUser\",\"DBInstanceId\":\"rm-1\"}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.engine.rotateAutomatically("b", HOUR, GenericRotationTest::append))
                .withMessageContaining("no secret named 'b'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kms.engine.rotateAutomatically("rds", HOUR, GenericRotationTest::append))
                .withMessageContaining("UpdateSecretRotationPolicy");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> kms.engine.rotateAutomatically("a", Duration.ofMillis(999), GenericRotationTest::append))
                .withMessageContaining("PT0.999S");
    }

    private static String append(String current) {
        return current + "+";
    }
}
