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
        refuse("v1");
        assertThat(refusals.spent("v1")).isFalse();

        advance(Duration.ofSeconds(30));
        refuse("v1");
        assertThat(refusals.spent("v1")).isTrue();
        assertThat(refusals.spent("v2")).isFalse();

        advance(Duration.ofSeconds(30));
        assertThat(refusals.spent("v1")).isFalse();
    }

    @Test
    void spent_loginsOfTheSameMoment_countAsOne() {
        long begun = nanos.get();
        advance(Duration.ofMillis(1));
        refusals.add("v1", begun);
        refusals.add("v1", begun);
        refusals.add("v1", begun);
        assertThat(refusals.spent("v1")).isFalse();

        refuse("v1");
        assertThat(refusals.spent("v1")).isTrue();
    }

    @Test
    void clear_versionThatWasLetIn_mayBeRefusedAgain() {
        refuse("v1");
        refuse("v1");

        refusals.clear("v1");

        assertThat(refusals.spent("v1")).isFalse();
    }

    /** Refuses a login that begins now and takes a millisecond. */
    private void refuse(String versionId) {
        advance(Duration.ofMillis(1));
        long begun = nanos.get();
        advance(Duration.ofMillis(1));
        refusals.add(versionId, begun);
    }

    private void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
