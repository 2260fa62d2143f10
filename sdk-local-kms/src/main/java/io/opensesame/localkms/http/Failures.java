package io.opensesame.localkms.http;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import org.slf4j.Logger;

/** Answers to what must not happen: an exception that nobody foresaw. */
final class Failures {
    private Failures() {}

    /** Logs the exception without its message and cause, which might quote a secret, and returns what to answer. */
    static ServiceRefusal logged(Logger log, String requestId, String operation, RuntimeException e) {
        log.error(
                "{} {} failed with {} at {}", requestId, operation, e.getClass().getName(), origin(e));
        return new ServiceRefusal(500, "InternalFailure", "Internal Failure.");
    }

    private static Object origin(RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0];
    }
}
