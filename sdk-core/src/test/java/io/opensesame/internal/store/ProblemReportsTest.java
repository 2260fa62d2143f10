package io.opensesame.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class ProblemReportsTest {
    private final Log log = new Log();
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

    /** Keeps what is logged, as {@code LEVEL message}. */
    private static final class Log extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        private final transient List<String> lines = new ArrayList<>();

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String message,
                Object @Nullable [] arguments,
                @Nullable Throwable throwable) {
            lines.add(level + " " + MessageFormatter.basicArrayFormat(message, arguments));
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
