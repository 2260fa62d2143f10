package io.opensesame.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.auth.Credentials;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.internal.http.HttpConnections.Sending;
import io.opensesame.internal.permission.TaughtPermissions;
import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.CallAttempt.Outcome;
import io.opensesame.kms.StartedAttempt;
import io.opensesame.policy.leastprivilege.NeededPermission;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Makes single attempts: sends, reads the answer, and reports how it went to the circuit breaker and the listeners.
 *
 * <p>Whoever calls {@link #make} holds the breaker's leave for it.
 */
final class Attempts {
    private final RpcService service;
    private final HttpConnections connections;
    private final SignedRequests requests;
    private final AnswerReader answers;
    private final EndpointBreaker breaker;
    private final EndpointHealth health;
    private final CallEvents events;
    private final InterruptWatch interrupts;
    private final LongSupplier nanoTime;
    private final CallPermissions permissions;

    Attempts(
            RpcService service,
            HttpConnections connections,
            SignedRequests requests,
            AnswerReader answers,
            EndpointBreaker breaker,
            EndpointHealth health,
            CallEvents events,
            InterruptWatch interrupts,
            LongSupplier nanoTime) {
        this.service = service;
        this.connections = connections;
        this.requests = requests;
        this.answers = answers;
        this.breaker = breaker;
        this.health = health;
        this.events = events;
        this.interrupts = interrupts;
        this.nanoTime = nanoTime;
        this.permissions = new CallPermissions(service);
    }

    /**
     * How long an attempt may take.
     *
     * @param nanos the time in nanoseconds
     * @param cutShort whether it is less than usual, as the call's deadline is near: running out then says nothing
     *     about the endpoint
     */
    record Timeout(long nanos, boolean cutShort) {}

    /**
     * Makes one attempt on this thread.
     *
     * @param number which attempt of its call this is, from 1
     * @param time the time to sign with
     * @param timeout how long the attempt may take
     * @throws AttemptFailure if it failed in any way that a caller has to be told
     */
    JsonNode make(
            PreparedCall prepared,
            int number,
            Credentials credentials,
            Instant time,
            Timeout timeout,
            Cancellation cancellation) {
        Sending sending = new Sending();
        Report report;
        Call call;
        try {
            report = new Report(prepared.call(), number, credentials, nanoTime.getAsLong());
            call = connections.newCall(requests.sign(prepared, credentials, time, sending));
        } catch (RuntimeException | Error e) {
            breaker.givenUp();
            throw e;
        }
        // Also of a call whose answer is being read, which OkHttp's dispatcher knows no more.
        Runnable ending = call::cancel;
        connections.onStop(ending);
        try {
            report.begin();
            call.timeout().timeout(timeout.nanos(), TimeUnit.NANOSECONDS);
            cancellation.begin(call);
            interrupts.watch(call);
            return exchange(call, prepared, credentials, time, report);
        } catch (IOException e) {
            throw noAnswer(prepared, e, sending, cancellation, timeout, report);
        } finally {
            interrupts.forget(call);
            connections.withdraw(ending);
            connections.evictIfStopped();
            report.giveUpUnlessEnded();
        }
    }

    private JsonNode exchange(Call call, PreparedCall prepared, Credentials credentials, Instant time, Report report)
            throws IOException {
        try (Response response = execute(call)) {
            byte @Nullable [] body = answers.body(response);
            try {
                JsonNode answer = answers.read(response, body, prepared, credentials, time);
                report.succeeded(response.code(), answer);
                return answer;
            } catch (AttemptFailure failure) {
                report.answered(response.code(), failure);
                throw failure;
            }
        }
    }

    /** OkHttp is Kotlin, which lets the interruption of a wait for a connection through undeclared. */
    private static Response execute(Call call) throws IOException {
        try {
            return call.execute();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private AttemptFailure noAnswer(
            PreparedCall prepared,
            IOException failure,
            Sending sending,
            Cancellation cancellation,
            Timeout timeout,
            Report report) {
        String why = whyGivenUp(cancellation, timeout, report);
        if (why != null) {
            AttemptFailure givenUp = unanswered(prepared, "gave no answer: " + why, sending, failure, false);
            report.cancelled(givenUp);
            return givenUp;
        }
        boolean retryable = !NetworkFailure.isPermanent(failure) && (prepared.repeatable() || !sending.begun());
        String what = "gave no answer at attempt " + report.started.number() + ": " + NetworkFailure.words(failure);
        AttemptFailure unanswered = unanswered(prepared, what, sending, failure, retryable);
        report.unanswered(unanswered, timeout.cutShort() && isOfTheWholeAttempt(failure));
        return unanswered;
    }

    /** Says what ended the attempt on this side, or returns null if nothing did. */
    private @Nullable String whyGivenUp(Cancellation cancellation, Timeout timeout, Report report) {
        if (Thread.currentThread().isInterrupted()) {
            return "the thread was interrupted";
        }
        if (cancellation.isCancelled() && !report.hadItsTime(timeout)) {
            return "the call was cancelled";
        }
        return connections.whyStopped();
    }

    /** OkHttp tells the time-out of a connection or a read, which the deadline does not shorten, by a subclass. */
    private static boolean isOfTheWholeAttempt(IOException timeout) {
        return timeout instanceof InterruptedIOException && !(timeout instanceof SocketTimeoutException);
    }

    private AttemptFailure unanswered(
            PreparedCall prepared, String what, Sending sending, IOException failure, boolean retryable) {
        RpcCall call = prepared.call();
        String authority = service.endpoint().authority();
        String doubt = prepared.repeatable() || !sending.begun()
                ? ""
                : " The call may have been carried out: check before calling again.";
        // What a protocol error quotes is the answer's own text.
        Throwable cause = failure instanceof ProtocolException ? null : failure;
        return AttemptFailure.unanswered(
                new KmsTransportException(
                        call.action(), authority, call.words() + ": " + authority + " " + what + "." + doubt, cause),
                retryable);
    }

    /** Tells breaker and listeners, once, how an attempt ended. */
    private final class Report {
        private final StartedAttempt started;
        private final long startNanos;
        private List<CallListeners.Ending> endings = List.of();
        private boolean ended;

        Report(RpcCall call, int number, Credentials credentials, long startNanos) {
            this.started = StartedAttempt.builder(
                            call.action(), service.endpoint().authority())
                    .resource(call.resource())
                    .number(number)
                    .neededPermissions(events.isHeard() ? permissions.neededBy(call, credentials) : List.of())
                    .build();
            this.startNanos = startNanos;
        }

        void begin() {
            endings = events.attempting(started);
        }

        void succeeded(int httpStatus, JsonNode answer) {
            long nanos = end();
            breaker.answered(nanos);
            health.answered();
            List<NeededPermission> needed = started.neededPermissions();
            tell(
                    nanos,
                    ended(Outcome.SUCCEEDED)
                            .httpStatus(httpStatus)
                            .requestId(ErrorEnvelope.requestId(answer))
                            .neededPermissions(needed.isEmpty() ? needed : TaughtPermissions.of(needed, answer)));
        }

        void answered(int httpStatus, AttemptFailure failure) {
            long nanos = end();
            if (failure.isEndpointFailure()) {
                breaker.failed(nanos, failure.exception());
            } else {
                breaker.answered(nanos);
            }
            if (failure.isEndpointFailure() || failure.is(ErrorClass.THROTTLED)) {
                health.failed(failure.exception());
            } else {
                health.answered();
            }
            CallAttempt.Builder attempt =
                    ended(failure.outcome()).httpStatus(httpStatus).failure(failure.exception());
            if (failure.exception() instanceof KmsServiceException refusal) {
                attempt.code(refusal.code()).requestId(refusal.requestId());
            }
            tell(nanos, attempt);
        }

        void unanswered(AttemptFailure failure, boolean hadTooLittleTime) {
            long nanos = end();
            if (hadTooLittleTime) {
                breaker.givenUp();
            } else {
                breaker.failed(nanos, failure.exception());
                health.failed(failure.exception());
            }
            tell(nanos, ended(Outcome.NO_ANSWER).failure(failure.exception()));
        }

        /** Looking a name up cannot be ended: such an attempt outlives its call, and failed all the same. */
        boolean hadItsTime(Timeout timeout) {
            return !timeout.cutShort() && nanoTime.getAsLong() - startNanos >= timeout.nanos();
        }

        void cancelled(AttemptFailure failure) {
            long nanos = end();
            breaker.givenUp();
            tell(nanos, ended(Outcome.CANCELLED).failure(failure.exception()));
        }

        /** For the unforeseen, so that the breaker's leave is not lost, and who heard of the beginning hears an end. */
        void giveUpUnlessEnded() {
            if (!ended) {
                long nanos = end();
                breaker.givenUp();
                tell(nanos, ended(Outcome.NO_ANSWER));
            }
        }

        private long end() {
            ended = true;
            return nanoTime.getAsLong() - startNanos;
        }

        private CallAttempt.Builder ended(Outcome outcome) {
            return CallAttempt.builder(started, outcome);
        }

        private void tell(long nanos, CallAttempt.Builder attempt) {
            events.attempted(attempt.duration(Duration.ofNanos(nanos)).build(), endings);
        }
    }
}
