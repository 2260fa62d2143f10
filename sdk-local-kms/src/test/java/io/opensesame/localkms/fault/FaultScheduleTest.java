package io.opensesame.localkms.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    private final AtomicLong nanoTime = new AtomicLong();
    private final FaultSchedule schedule = new FaultSchedule(new Random(42), nanoTime::get, fault -> {});

    @Test
    void strike_empty_isNothing() {
        assertThat(schedule.strike("GetSecretValue")).isEmpty();
        assertThat(schedule.outageStrikes()).isFalse();
    }

    @Test
    void strike_delaysComeFirst_andOneOtherEffectEndsTheRequest() {
        schedule.add(Fault.error(500, "InternalFailure", ""));
        ActiveFault unused = schedule.add(Fault.connectionDropped());
        schedule.add(Fault.delay(Duration.ofSeconds(1)));
        schedule.add(Fault.delay(Duration.ofSeconds(2)));

        List<FaultEffect> effects = schedule.strike("GetSecretValue");

        assertThat(effects).hasSize(3);
        assertThat(effects.subList(0, 2)).hasOnlyElementsOfType(FaultEffect.Delay.class);
        assertThat(effects.get(2)).isEqualTo(new FaultEffect.ErrorAnswer(500, "InternalFailure", ""));
        assertThat(unused.timesStruck()).isZero();
    }

    @Test
    void strike_restrictedToAnOperation_sparesTheOthers() {
        schedule.add(Fault.connectionDropped().onOperation("GetSecretValue"));

        assertThat(schedule.strike("ListSecrets")).isEmpty();
        assertThat(schedule.strike("GetSecretValue")).hasSize(1);
    }

    @Test
    void strike_withProbability_isTheSameForTheSameSeed() {
        FaultSchedule same = new FaultSchedule(new Random(42), nanoTime::get, fault -> {});
        schedule.add(Fault.connectionDropped().withProbability(0.3));
        same.add(Fault.connectionDropped().withProbability(0.3));

        List<Integer> struck = strikes(schedule);

        assertThat(struck).isEqualTo(strikes(same));
        assertThat(struck.stream().mapToInt(Integer::intValue).sum()).isBetween(240, 360);
    }

    @Test
    void strike_throttle_countsAnewEachSecond() {
        schedule.add(Fault.throttle(2));

        assertThat(schedule.strike("A")).isEmpty();
        assertThat(schedule.strike("A")).isEmpty();
        assertThat(schedule.strike("A")).hasSize(1);
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(schedule.strike("A")).isEmpty();
    }

    @Test
    void remove_endsOneFault_clearEndsAll() {
        ActiveFault first = schedule.add(Fault.connectionDropped());
        schedule.add(Fault.outage());

        first.remove();
        assertThat(schedule.strike("A")).isEmpty();
        assertThat(schedule.outageStrikes()).isTrue();
        schedule.clear();

        assertThat(schedule.outageStrikes()).isFalse();
    }

    @Test
    void fault_withAWrongSetting_isRefusedWithTheRule() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.delay(Duration.ZERO))
                .withMessageContaining("PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.error(200, "Ok", ""))
                .withMessageContaining("200");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.error(500, " ", ""))
                .withMessageContaining("code");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.throttle(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.outage().withProbability(Double.NaN))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.outage().times(0))
                .withMessageContaining("0");
        assertThatIllegalStateException().isThrownBy(() -> Fault.outage().onOperation("A"));
    }

    private static List<Integer> strikes(FaultSchedule schedule) {
        return IntStream.range(0, 1000)
                .map(i -> schedule.strike("A").size())
                .boxed()
                .toList();
    }
}
