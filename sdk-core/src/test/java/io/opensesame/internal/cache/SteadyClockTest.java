package io.opensesame.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private final ManualClock wall = new ManualClock();
    private final AtomicLong nanos = new AtomicLong();
    private final SteadyClock clock = new SteadyClock(wall, nanos::get);
    private final Instant start = clock.instant();

    private void pass(Duration monotonic, Duration onTheWall) {
        nanos.addAndGet(monotonic.toNanos());
        wall.advance(onTheWall);
    }

    @Test
    void instant_bothClocksAgree_followsThem() {
        pass(Duration.ofHours(1), Duration.ofHours(1));

        assertThat(clock.instant()).isEqualTo(start.plus(Duration.ofHours(1)));
    }

    @Test
    void instant_wallSetBack_goesOnAsteady() {
        pass(Duration.ofSeconds(1), Duration.ofHours(-8));
        pass(Duration.ofMinutes(5), Duration.ofMinutes(5));

        assertThat(clock.instant()).isEqualTo(start.plus(Duration.ofSeconds(301)));
    }

    @Test
    void instant_machineSlept_countsTheSleep() {
        pass(Duration.ofSeconds(1), Duration.ofHours(9));

        assertThat(clock.instant()).isEqualTo(start.plus(Duration.ofHours(9)));
    }

    @Test
    void instant_wallDriftsALittle_doesNotAddUp() {
        for (int i = 0; i < 1_000; i++) {
            pass(Duration.ofSeconds(1), Duration.ofMillis(1_001));
            clock.instant();
        }

        assertThat(clock.instant()).isEqualTo(start.plus(Duration.ofSeconds(1_000)));
    }
}
