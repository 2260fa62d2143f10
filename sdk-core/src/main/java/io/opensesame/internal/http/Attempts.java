package io.opensesame.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.auth.Credentials;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.internal.http.HttpConnections.Sending;
import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.CallAttempt.Outcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
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
        Report report = new Report(prepared.call(), number, nanoTime.getAsLong());
        Call call;
        try {
            call = connections.newCall(requests.sign(prepared, credentials, time, sending));
        } catch (RuntimeException | Error e) {
            breaker.givenUp();
            throw e;
        }
        // Also of a call whose answer is being read, which OkHttp's dispatcher knows no more.
        Runnable ending = call::cancel;
        connections.onClose(ending);
        try {
            call.timeout().timeout(timeout.nanos(), TimeUnit.NANOSECONDS);
            cancellation.begin(call);
            interrupts.watch(call);
            return exchange(call, prepared, credentials, time, report);
        } catch (IOException e) {
            throw noAnswer(prepared, e, sending, cancellation, timeout, report);
        } finally {
            interrupts.forget(call);
            connections.withdraw(ending);
            connections.evictIfClosed();
            report.giveUpUnlessEnded();
        }
    }

    private JsonNode exchange(Call call, PreparedCall prepared, Credentials credentials, Instant time, Report report)
            throws IOException {
        try (Response response = execute(call)) {
            byte @Nullable [] body = answers.body(response);
            try {
                JsonNode answer = answers.read(response, body, prepared, credentials, time);
                report.succeeded(response.code(), ErrorEnvelope.requestId(answer));
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
        if (Thread.currentThread().isInterrupted()) {
            report.cancelled();
            return unanswered(prepared, "gave no answer: the thread was interrupted", sending, failure, false);
        }
        if (cancellation.isCancelled() && !report.hadItsTime(timeout)) {
            report.cancelled();
            return unanswered(prepared, "gave no answer: the call was cancelled", sending, failure, false);
        }
        if (connections.isClosed()) {
            report.cancelled();
            return unanswered(prepared, "gave no answer: the client was closed", sending, failure, false);
        }
        boolean retryable = !NetworkFailure.isPermanent(failure) && (prepared.repeatable() || !sending.begun());
        String what = "gave no answer at attempt " + report.number + ": " + NetworkFailure.words(failure);
        AttemptFailure unanswered = unanswered(prepared, what, sending, failure, retryable);
        report.unanswered(unanswered, timeout.cutShort() && isOfTheWholeAttempt(failure));
        return unanswered;
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
        private final RpcCall call;
        private final int number;
        private final long startNanos;
        private boolean ended;

        Report(RpcCall call, int number, long startNanos) {
            this.call = call;
            this.number = number;
            this.startNanos = startNanos;
        }

        void succeeded(int httpStatus, String requestId) {
            long nanos = end();
            breaker.answered(nanos);
            health.answered();
            tell(Outcome.SUCCEEDED, httpStatus, "", requestId, nanos);
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
            boolean refused = failure.exception() instanceof KmsServiceException;
            String code = refused ? ((KmsServiceException) failure.exception()).code() : "";
            String requestId = refused ? ((KmsServiceException) failure.exception()).requestId() : "";
            tell(failure.outcome(), httpStatus, code, requestId, nanos);
        }

        void unanswered(AttemptFailure failure, boolean hadTooLittleTime) {
            long nanos = end();
            if (hadTooLittleTime) {
                breaker.givenUp();
            } else {
                breaker.failed(nanos, failure.exception());
                health.failed(failure.exception());
            }
            tell(Outcome.NO_ANSWER, 0, "", "", nanos);
        }

        /** Looking a name up cannot be ended: such an attempt outlives its call, and failed all the same. */
        boolean hadItsTime(Timeout timeout) {
            return !timeout.cutShort() && nanoTime.getAsLong() - startNanos >= timeout.nanos();
        }

        void cancelled() {
            long nanos = end();
            breaker.givenUp();
            tell(Outcome.CANCELLED, 0, "", "", nanos);
        }

        /** For the unforeseen, so that the breaker's leave is not lost. */
        void giveUpUnlessEnded() {
            if (!ended) {
                ended = true;
                breaker.givenUp();
            }
        }

        private long end() {
            ended = true;
            return nanoTime.getAsLong() - startNanos;
        }

        private void tell(Outcome outcome, int httpStatus, String code, String requestId, long nanos) {
            events.attempted(new CallAttempt(
                    call.action(),
                    call.resource(),
                    service.endpoint().authority(),
                    number,
                    outcome,
                    httpStatus,
                    code,
                    requestId,
                    Duration.ofNanos(nanos)));
        }
    }
}
