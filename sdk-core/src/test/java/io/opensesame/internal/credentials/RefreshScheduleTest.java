package io.opensesame.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.auth.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RefreshScheduleTest {
    private static final Instant NOW = ManualClock.START;

    @Property
    void untilDue_anyLife_isAheadOfExpiryByAThirdOrFifteenMinutesAndWithinAnHour(
            @ForAll @IntRange(min = 1, max = 43_200) int lifeSeconds, @ForAll long seed) {
        Credentials credentials = Credentials.temporary("STS.a", "s", "t", NOW.plusSeconds(lifeSeconds));

        Duration due = new RefreshSchedule(new Random(seed)).untilDue(credentials, NOW);

        double ahead = Math.min(lifeSeconds / 3.0, 900);
        double latest = Math.min(lifeSeconds - ahead, 3_600);
        assertThat(due.toMillis() / 1_000.0).isBetween(latest * 0.9 - 0.01, latest + 0.01);
    }

    @Property
    void pauseAfter_anyNumberOfFailures_growsToItsLimit(
            @ForAll @IntRange(min = 1, max = 1_000_000) int failures, @ForAll boolean held, @ForAll long seed) {
        Duration pause = new RefreshSchedule(new Random(seed)).pauseAfter(failures, held);

        double longest = Math.min(Math.pow(2, Math.min(failures, 20) - 1.0), held ? 60 : 5);
        assertThat(pause.toMillis() / 1_000.0).isBetween(longest / 2 - 0.01, longest);
    }
}
