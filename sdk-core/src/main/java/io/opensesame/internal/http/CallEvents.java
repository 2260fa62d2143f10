package io.opensesame.internal.http;

import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.StartedAttempt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Tells log and listeners what happens to calls; what is logged at which level stands in the package's description.
 *
 * <p>Nothing here is given a parameter, a body, a token or a signature.
 */
final class CallEvents {
    private final String endpoint;
    private final Logger log;
    private final CallListeners listeners;
    private final AtomicReference<String> refusedInARow = new AtomicReference<>("");

    CallEvents(String endpoint, Logger log, CallListeners listeners) {
        this.endpoint = endpoint;
        this.log = log;
        this.listeners = listeners;
    }

    /** Whether somebody is told; what only listeners are told need not be found out otherwise. */
    boolean isHeard() {
        return !listeners.isEmpty();
    }

    /** Tells that an attempt begins; its end is to be told to who is returned, by {@link #attempted}. */
    List<CallListeners.Ending> attempting(StartedAttempt attempt) {
        return listeners.attempting(attempt);
    }

    void attempted(CallAttempt attempt, List<CallListeners.Ending> endings) {
        if (attempt.outcome() == CallAttempt.Outcome.SUCCEEDED && !"".equals(refusedInARow.get())) {
            refusedInARow.set("");
        }
        if (log.isDebugEnabled()) {
            log.debug(
                    "{} '{}' at {}: attempt {} {}, HTTP {} {}, request id {}, {} ms",
                    attempt.action(),
                    ServiceWords.oneLine(attempt.resource()),
                    attempt.endpoint(),
                    attempt.number(),
                    attempt.outcome(),
                    attempt.httpStatus(),
                    attempt.code(),
                    attempt.requestId(),
                    attempt.duration().toMillis());
        }
        endings.forEach(ending -> ending.attempted(attempt));
    }

    void waiting(RpcCall call, long millis) {
        log.debug("{} at {}: next attempt in {} ms", call.action(), endpoint, millis);
    }

    void clockCorrected(Duration offset) {
        log.warn(
                "{} refused this machine's clock; requests are signed with the service's time from now on, {} s off."
                        + " Set the clock right",
                endpoint,
                offset.toSeconds());
    }

    void credentialsReplaced(RpcCall call, String refusedId, String nextId) {
        log.warn(
                "{} refused AccessKey {} for {}; trying once more with AccessKey {}",
                endpoint,
                refusedId,
                call.action(),
                nextId);
    }

    /** Once while the same AccessKey is refused, however many calls use it. */
    void credentialsRefused(RpcCall call, String refusedId) {
        if (!refusedId.equals(refusedInARow.getAndSet(refusedId))) {
            log.warn(
                    "{} refused AccessKey {} for {}, and the source of credentials has no other. Check that the AccessKey"
                            + " exists and is enabled; further refusals of it are not logged until a call succeeds",
                    endpoint,
                    refusedId,
                    call.action());
        }
    }

    void breakerOpened(Duration wait, @Nullable Throwable last) {
        log.warn(
                "{} fails too often; no call is sent to it for {} s. The last failure: {}",
                endpoint,
                wait.toSeconds(),
                last == null ? "unknown" : ServiceWords.oneLine(String.valueOf(last.getMessage())));
    }

    void breakerClosed() {
        log.info("{} works again; calls are sent to it as usual", endpoint);
    }
}
