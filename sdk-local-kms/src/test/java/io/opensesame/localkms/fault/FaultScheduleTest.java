package io.opensesame.localkms.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    private final AtomicLong nanoTime = new AtomicLong();
    private final FaultSchedule schedule = new FaultSchedule(new Random(42), nanoTime::get, fault -> {});

    @Test
    void strike_empty_isNothing() {
        assertThat(strike("GetSecretValue")).isEmpty();
        assertThat(schedule.outageStrikes()).isFalse();
    }

    @Test
    void strike_delaysComeFirst_andOneOtherEffectEndsTheRequest() {
        schedule.add(Fault.error(500, "InternalFailure", ""));
        ActiveFault unused = schedule.add(Fault.connectionDropped());
        schedule.add(Fault.delay(Duration.ofSeconds(1)));
        schedule.add(Fault.delay(Duration.ofSeconds(2)));

        List<FaultEffect> effects = strike("GetSecretValue");

        assertThat(effects).hasSize(3);
        assertThat(effects.subList(0, 2)).hasOnlyElementsOfType(FaultEffect.Delay.class);
        assertThat(effects.get(2)).isEqualTo(new FaultEffect.ErrorAnswer(500, "InternalFailure", ""));
        assertThat(unused.timesStruck()).isZero();
    }

    @Test
    void strike_restrictedToAnOperation_sparesTheOthers() {
        schedule.add(Fault.connectionDropped().onOperation("GetSecretValue"));

        assertThat(strike("ListSecrets")).isEmpty();
        assertThat(strike("GetSecretValue")).hasSize(1);
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

        assertThat(strike("A")).isEmpty();
        assertThat(strike("A")).isEmpty();
        assertThat(strike("A")).hasSize(1);
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(strike("A")).isEmpty();
    }

    @Test
    void remove_endsOneFault_clearEndsAll() {
        ActiveFault first = schedule.add(Fault.connectionDropped());
        schedule.add(Fault.outage());

        first.remove();
        assertThat(strike("A")).isEmpty();
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

    @Test
    void strike_restrictedToAService_sparesTheOthers() {
        ActiveFault outage = schedule.add(Fault.outage().onService(CloudService.KMS));
        schedule.add(Fault.error(500, "InternalError", "").onService(CloudService.RAM));

        assertThat(schedule.outageStrikes()).isFalse();
        assertThat(schedule.strike(Optional.of(CloudService.KMS), "GetSecretValue"))
                .containsExactly(new FaultEffect.Outage());
        assertThat(schedule.strike(Optional.of(CloudService.RAM), "GetUser"))
                .containsExactly(new FaultEffect.ErrorAnswer(500, "InternalError", ""));
        assertThat(schedule.strike(Optional.of(CloudService.STS), "AssumeRole")).isEmpty();
        assertThat(schedule.strike(Optional.empty(), "GetSecretValue")).isEmpty();
        assertThat(outage.timesStruck()).isEqualTo(1);
    }

    @Test
    void apiVersion_namesItsService() {
        for (CloudService service : CloudService.values()) {
            assertThat(CloudService.ofApiVersion(service.apiVersion())).contains(service);
        }
        assertThat(CloudService.ofApiVersion("2019-08-15")).isEmpty();
    }

    private List<FaultEffect> strike(String operation) {
        return schedule.strike(Optional.of(CloudService.KMS), operation);
    }

    private static List<Integer> strikes(FaultSchedule schedule) {
        return IntStream.range(0, 1000)
                .map(i -> schedule.strike(Optional.empty(), "A").size())
                .boxed()
                .toList();
    }
}
