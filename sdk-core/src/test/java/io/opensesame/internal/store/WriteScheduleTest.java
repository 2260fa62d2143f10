package io.opensesame.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WriteScheduleTest {
    private static final long START = Long.MAX_VALUE - 5; // nanoTime may overflow
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final WriteSchedule schedule = WriteSchedule.standard();

    @Test
    void changed_firstOfMany_setsTheTimeForAll() {
        assertThat(schedule.changed(START)).isTrue();
        assertThat(schedule.changed(START + SECOND / 2)).isFalse();
        assertThat(schedule.delayNanos(START + SECOND / 2)).isEqualTo(SECOND / 2);
    }

    @Test
    void confirmed_afterAWrite_waitsForAMinuteSinceIt() {
        write(START);

        assertThat(schedule.confirmed(START + 10 * SECOND)).isTrue();
        assertThat(schedule.delayNanos(START + 10 * SECOND)).isEqualTo(MINUTE - 10 * SECOND);
    }

    @Test
    void confirmed_longAfterAWrite_isWrittenSoon() {
        write(START);

        assertThat(schedule.confirmed(START + 2 * MINUTE)).isTrue();
        assertThat(schedule.delayNanos(START + 2 * MINUTE)).isEqualTo(SECOND);
    }

    @Test
    void changed_whileAConfirmationWaits_bringsTheWriteNearer() {
        write(START);
        schedule.confirmed(START + SECOND);

        assertThat(schedule.changed(START + 2 * SECOND)).isTrue();
        assertThat(schedule.delayNanos(START + 2 * SECOND)).isEqualTo(SECOND);
    }

    @Test
    void confirmed_whileAChangeWaits_delaysNothing() {
        schedule.changed(START);

        assertThat(schedule.confirmed(START)).isFalse();
        assertThat(schedule.delayNanos(START)).isEqualTo(SECOND);
    }

    @Test
    void urgent_whileAChangeWaits_isAtOnce() {
        schedule.changed(START);

        assertThat(schedule.urgent(START)).isTrue();
        assertThat(schedule.delayNanos(START)).isZero();
    }

    @Test
    void failed_afterAWrite_isTriedAgainTenSecondsLater() {
        schedule.changed(START);
        schedule.started();

        assertThat(schedule.failed(START)).isTrue();
        assertThat(schedule.delayNanos(START)).isEqualTo(10 * SECOND);
    }

    private void write(long now) {
        schedule.changed(now);
        schedule.started();
        schedule.succeeded(now);
    }
}
