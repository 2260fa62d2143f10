package io.opensesame.internal.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time that is signed: this machine's, corrected by what a service's answer taught.
 *
 * <p>A correction is learned from a refusal alone. Of attempts that were signed with the same offset and refused, the
 * first one corrects it; the others find it corrected.
 */
final class SigningClock {
    /** Below this the clock is not what was refused: the service allows 15 minutes. */
    private static final Duration LEAST_CORRECTION = Duration.ofMinutes(1);

    private final Clock clock;
    private volatile Duration offset = Duration.ZERO;

    SigningClock(Clock clock) {
        this.clock = clock;
    }

    /** What became of a lesson. */
    enum Lesson {
        /** The clock was corrected by it. */
        LEARNED,

        /** Another attempt had corrected the clock since this one was signed. */
        KNOWN,

        /** The clock was right; correcting it cannot help. */
        USELESS
    }

    Duration offset() {
        return offset;
    }

    /** Returns the time by the given offset, in whole seconds. */
    Instant now(Duration atOffset) {
        return clock.instant().plus(atOffset).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns the corrected time. */
    Instant now() {
        return now(offset());
    }

    synchronized Lesson learn(Instant serverTime, Duration offsetSignedWith) {
        if (!offset.equals(offsetSignedWith)) {
            return Lesson.KNOWN;
        }
        Duration corrected = Duration.between(clock.instant(), serverTime);
        if (corrected.minus(offset).abs().compareTo(LEAST_CORRECTION) < 0) {
            return Lesson.USELESS;
        }
        offset = corrected;
        return Lesson.LEARNED;
    }
}
