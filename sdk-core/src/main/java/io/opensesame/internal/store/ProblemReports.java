package io.opensesame.internal.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the reporter and the log; the log hears of one kind of problem at most every ten minutes. */
final class ProblemReports {
    private static final long QUIET_NANOS = 600_000_000_000L;

    private final Logger logger;
    private final StoreReporter reporter;
    private final LongSupplier nanoTime;
    private final Map<StoreProblem, Long> loggedNanos = new EnumMap<>(StoreProblem.class);

    ProblemReports(StoreReporter reporter) {
        this(LoggerFactory.getLogger("io.opensesame.secrets"), reporter, System::nanoTime);
    }

    ProblemReports(Logger logger, StoreReporter reporter, LongSupplier nanoTime) {
        this.logger = logger;
        this.reporter = reporter;
        this.nanoTime = nanoTime;
    }

    void failed(StoreException failure) {
        failed(failure.problem(), String.valueOf(failure.getMessage()));
    }

    /** What the message of an unexpected failure quotes is not known, so its place is logged instead. */
    void unexpected(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        failed(
                StoreProblem.UNEXPECTED,
                "The local store failed with " + failure.getClass().getName() + " at "
                        + (trace.length == 0 ? "an unknown place" : trace[0]) + "; reads from KMS are not affected");
    }

    private void failed(StoreProblem problem, String message) {
        if (isDue(problem)) {
            logger.warn("{}", message);
        }
        tell(() -> reporter.storeFailed(problem, message));
    }

    private synchronized boolean isDue(StoreProblem problem) {
        long now = nanoTime.getAsLong();
        Long last = loggedNanos.get(problem);
        boolean due = last == null || now - last >= QUIET_NANOS;
        if (due) {
            loggedNanos.put(problem, now);
        }
        return due;
    }

    void read(String secretName) {
        tell(() -> reporter.storeRead(secretName));
    }

    void written(int entries) {
        tell(() -> reporter.storeWritten(entries));
    }

    private void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) { // foreign code; its message may quote anything
            logger.warn("A listener to the local store threw {}", e.getClass().getName());
        }
    }
}
