package io.opensesame.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.internal.http.RecordingLog;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProblemReportsTest {
    private final RecordingLog log = new RecordingLog();
    private final StoreScene.Recorder reporter = new StoreScene.Recorder();
    private long nanos = Long.MAX_VALUE - 1; // nanoTime may overflow
    private final ProblemReports reports = new ProblemReports(log, reporter, () -> nanos);

    @Test
    void failed_sameProblemWithinTenMinutes_isLoggedOnceAndReportedEachTime() {
        StoreException busy = new StoreException(StoreProblem.BUSY, "others hold the lock");
        reports.failed(busy);
        nanos += Duration.ofMinutes(10).toNanos() - 1;
        reports.failed(busy);

        assertThat(log.lines).containsExactly("WARN others hold the lock");
        assertThat(reporter.problems).containsExactly(StoreProblem.BUSY, StoreProblem.BUSY);

        nanos += 1;
        reports.failed(busy);
        assertThat(log.lines).hasSize(2);
    }

    @Test
    void failed_anotherProblem_isLoggedAtOnce() {
        reports.failed(new StoreException(StoreProblem.BUSY, "others hold the lock"));
        reports.failed(new StoreException(StoreProblem.DAMAGED, "set aside {}"));

        assertThat(log.lines).containsExactly("WARN others hold the lock", "WARN set aside {}");
    }

    @Test
    void unexpected_failureWithASecretInItsMessage_isToldByPlaceAlone() {
        reports.unexpected(new IllegalStateException(StoreScene.CANARY));

        assertThat(log.lines).singleElement().asString().contains("IllegalStateException", "ProblemReportsTest");
        assertThat(log.lines.toString() + reporter.messages).doesNotContain(StoreScene.CANARY);
    }
}
