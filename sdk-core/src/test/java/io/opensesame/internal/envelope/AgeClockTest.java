package io.opensesame.internal.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AgeClockTest {
    private final AtomicLong nanoTime = new AtomicLong(1_000);
    private final ManualClock steady = new ManualClock();
    private final AgeClock clock = new AgeClock(nanoTime::get, steady);
    private final long start = clock.nanos();

    private void pass(Duration awake, Duration inAll) {
        nanoTime.addAndGet(awake.toNanos());
        steady.advance(inAll);
    }

    @Test
    void nanos_machineIsAwake_followsTheMonotonicClockAtOnce() {
        pass(Duration.ofSeconds(3), Duration.ofSeconds(3));

        assertThat(clock.nanos() - start).isEqualTo(Duration.ofSeconds(3).toNanos());
    }

    @Test
    void nanos_machineSlept_countsTheSleepFromTheNextTick() {
        pass(Duration.ofSeconds(1), Duration.ofHours(8));
        clock.tick();

        assertThat(clock.nanos() - start).isEqualTo(Duration.ofHours(8).toNanos());
    }

    @Test
    void nanos_steadyClockLagsBehind_neverGoesBack() {
        pass(Duration.ofSeconds(1), Duration.ofSeconds(9));
        clock.tick();
        long before = clock.nanos();

        pass(Duration.ofSeconds(1), Duration.ZERO);
        clock.tick();

        assertThat(clock.nanos()).isGreaterThan(before);
    }
}
