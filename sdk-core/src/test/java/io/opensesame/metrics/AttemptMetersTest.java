package io.opensesame.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.CallAttempt.Outcome;
import io.opensesame.kms.StartedAttempt;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AttemptMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AttemptMeters meters = new AttemptMeters(registry, Tags.of("client", "orders"));

    @Test
    void attempted_success_isTimedByActionEndpointAndOutcome() {
        meters.attempted(attempt("GetSecretValue", "kms.example", Outcome.SUCCEEDED, ""));
        meters.attempted(attempt("GetSecretValue", "kms.example", Outcome.SUCCEEDED, ""));

        Timer timer = registry.get("opensesame.kms.attempts")
                .tags("client", "orders", "action", "GetSecretValue", "endpoint", "kms.example")
                .tags("outcome", "succeeded", "code", "none")
                .timer();
        assertThat(timer.count()).isEqualTo(2);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(14);
    }

    @Test
    void attempted_failure_isTimedApart() {
        meters.attempted(attempt("GetSecretValue", "kms.example", Outcome.SUCCEEDED, ""));
        meters.attempted(attempt("GetSecretValue", "kms.example", Outcome.THROTTLED, "Rejected.Throttling"));

        assertThat(registry.get("opensesame.kms.attempts")
                        .tags("outcome", "throttled", "code", "Rejected.Throttling")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void attempted_wordsWithoutEnd_makeAsManyMetersAsAreAllowed() {
        for (int i = 0; i < 500; i++) {
            meters.attempted(attempt("Action" + i, "host", Outcome.SUCCEEDED, ""));
            meters.attempted(attempt("GetSecretValue", "host", Outcome.REFUSED, "Made.Up" + i));
            meters.attempted(attempt("GetSecretValue", "host" + i, Outcome.SUCCEEDED, ""));
        }

        assertThat(values("action")).isEqualTo(100 + 1);
        assertThat(values("code")).isEqualTo(50 + 1 + 1); // "other" and "none"
        assertThat(values("endpoint")).isEqualTo(20 + 1);
        assertThat(registry.getMeters()).hasSizeLessThan(200);
    }

    private int values(String tag) {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(id -> id.getTag(tag))
                .collect(Collectors.toSet())
                .size();
    }

    private static CallAttempt attempt(String action, String endpoint, Outcome outcome, String code) {
        StartedAttempt started = StartedAttempt.builder(action, endpoint)
                .resource("orders/db")
                .number(2)
                .build();
        return CallAttempt.builder(started, outcome)
                .code(code)
                .duration(Duration.ofMillis(7))
                .build();
    }
}
