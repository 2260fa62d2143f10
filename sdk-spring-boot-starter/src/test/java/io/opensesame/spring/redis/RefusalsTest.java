package io.opensesame.spring.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Refusals refusals = new Refusals(2, nanos::get);

    @Test
    void spent_asManyRefusalsAsTheBound_untilTheFirstIsAMinuteAgo() {
        refusals.add("v1");
        assertThat(refusals.spent("v1")).isFalse();

        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        refusals.add("v1");
        assertThat(refusals.spent("v1")).isTrue();
        assertThat(refusals.spent("v2")).isFalse();

        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(refusals.spent("v1")).isFalse();
    }

    @Test
    void clear_versionThatWasLetIn_mayBeRefusedAgain() {
        refusals.add("v1");
        refusals.add("v1");

        refusals.clear("v1");

        assertThat(refusals.spent("v1")).isFalse();
    }
}
