package io.opensesame.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.resilience4j.retry.Retry;
import io.opensesame.auth.Credentials;
import io.opensesame.auth.CredentialsProvider;
import io.opensesame.error.CredentialsException;
import io.opensesame.error.KmsTransportException;
import io.opensesame.error.OpenSesameException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way, attempt by attempt. Used by one thread at a time; only {@link #cancel} may come from another.
 */
final class RpcExchange {
    /*
     * What follows an attempt; whatever follows must fit into what is left of the deadline.
     *   answered                                    the value
     *   credentials refused, and others are found   once more, at once, with those
     *   clock refused, and the answer gives a time  once more, at once, by that time
     *   signature arrived damaged                   once more, at once, newly signed
     *   transient, and attempts are left            again, after a random wait
     *   anything else                               the failure
     */
    private final Settings settings;
    private final PreparedCall prepared;
    private final Retry.AsyncContext<JsonNode> retry;
    private final Cancellation cancellation = new Cancellation();
    private final Duration deadline;
    private final long startNanos;

    private int attempts;
    private boolean credentialsReplaced;
    private boolean clockCorrected;
    private boolean signedAnew;
    private @Nullable Credentials replacement;
    private volatile @Nullable OpenSesameException lastFailure;

    /** Tells why nothing is to be sent. */
    @FunctionalInterface
    interface Stop {
        /** Returns the reason, or null if there is none. */
        @Nullable
        String why();
    }

    /**
     * What every call of a transport shares.
     *
     * @param deadline how long a call may take, unless it is given less
     */
    record Settings(
            RpcService service,
            CredentialsProvider credentials,
            Stop stop,
            Attempts attempts,
            EndpointBreaker breaker,
            SigningClock clock,
            Retry retry,
            CallEvents events,
            LongSupplier nanoTime,
            Duration attemptTimeout,
            Duration deadline) {}

    /**
     * What a step came to.
     *
     * @param answer the answer, or null if there is another attempt to make
     * @param waitMillis how long to wait before it
     */
    record Step(@Nullable JsonNode answer, long waitMillis) {}

    RpcExchange(Settings settings, PreparedCall prepared, Duration time) {
        this.settings = settings;
        this.prepared = prepared;
        this.deadline = time.compareTo(settings.deadline()) < 0 ? time : settings.deadline();
        this.retry = settings.retry().asyncContext();
        this.startNanos = settings.nanoTime().getAsLong();
    }

    long deadlineMillis() {
        return deadline.toMillis();
    }

    /** Gives up the call; the attempt under way fails soon. */
    void cancel() {
        cancellation.cancel();
    }

    /**
     * Makes the next attempt, on this thread.
     *
     * @throws OpenSesameException if the call failed for good
     */
    Step step() {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(null);
        }
        if (settings.stop().why() != null) {
            throw stopped();
        }
        Credentials credentials = null;
        Duration offset = settings.clock().offset();
        try {
            credentials = acquire();
            JsonNode answer = attempt(credentials, offset);
            retry.onComplete();
            return new Step(answer, 0);
        } catch (AttemptFailure failure) {
            lastFailure = failure.exception();
            if (credentials != null && isCorrected(failure, credentials, offset)) {
                return new Step(null, 0);
            }
            return new Step(null, waitAfter(failure));
        }
    }

    /** Gets the credentials, then the breaker's leave: a source that is slow to answer must not hold it. */
    private Credentials acquire() {
        checkDeadline();
        if (settings.breaker().isOpen()) {
            throw breakerOpen();
        }
        Credentials credentials = replacement != null ? replacement : provided();
        checkDeadline();
        if (!settings.breaker().tryAcquire()) {
            throw breakerOpen();
        }
        return credentials;
    }

    /** An application's own provider may throw and return what it likes. */
    private Credentials provided() {
        CredentialsProvider provider = settings.credentials();
        @Nullable Credentials credentials;
        try {
            credentials = provider.credentials();
        } catch (OpenSesameException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CredentialsException(
                    "The CredentialsProvider " + provider + " threw "
                            + e.getClass().getName() + ", so nothing was sent. Mend it, or use another source.",
                    e);
        }
        if (credentials == null) {
            throw new CredentialsException(
                    "The CredentialsProvider " + provider
                            + " returned null, so nothing was sent. Mend it, or use another" + " source.",
                    null);
        }
        return credentials;
    }

    private JsonNode attempt(Credentials credentials, Duration offset) {
        long nanos = Math.min(settings.attemptTimeout().toNanos(), Math.max(1, leftNanos()));
        Attempts.Timeout timeout =
                new Attempts.Timeout(nanos, nanos < settings.attemptTimeout().toNanos());
        attempts++;
        return settings.attempts()
                .make(prepared, attempts, credentials, settings.clock().now(offset), timeout, cancellation);
    }

    /** Whether the cause of the refusal was mended, so that another attempt at once makes sense. */
    private boolean isCorrected(AttemptFailure failure, Credentials refused, Duration offset) {
        if (failure.is(ErrorClass.CREDENTIALS_REFUSED)) {
            boolean first = !credentialsReplaced;
            credentialsReplaced = true;
            if (first && replaceCredentials(failure, refused)) {
                return true;
            }
            settings.events().credentialsRefused(prepared.call(), refused.accessKeyId());
            return false;
        }
        if (failure.is(ErrorClass.CLOCK_REFUSED) && !clockCorrected) {
            clockCorrected = true;
            return correctClock(failure, offset);
        }
        if (failure.is(ErrorClass.SIGNATURE_DAMAGED) && !signedAnew) {
            signedAnew = true;
            return true;
        }
        return false;
    }

    private boolean replaceCredentials(AttemptFailure failure, Credentials refused) {
        try {
            Credentials next = settings.credentials().credentialsAfterRefusal(refused);
            if (next.equals(refused)) {
                return false;
            }
            settings.events().credentialsReplaced(prepared.call(), refused.accessKeyId(), next.accessKeyId());
            replacement = next;
            return true;
        } catch (CredentialsException e) {
            failure.exception().addSuppressed(e);
            return false;
        }
    }

    private boolean correctClock(AttemptFailure failure, Duration offset) {
        if (failure.serverTime() == null) {
            return false;
        }
        SigningClock.Lesson lesson = settings.clock().learn(failure.serverTime(), offset);
        if (lesson == SigningClock.Lesson.LEARNED) {
            settings.events().clockCorrected(settings.clock().offset());
        }
        return lesson != SigningClock.Lesson.USELESS;
    }

    /** Returns the wait before the next attempt, or throws the failure if there is none. */
    private long waitAfter(AttemptFailure failure) {
        long millis = cancellation.isCancelled() ? -1 : retry.onError(failure);
        if (millis < 0 || TimeUnit.MILLISECONDS.toNanos(millis) >= leftNanos()) {
            throw failure.exception();
        }
        settings.events().waiting(prepared.call(), millis);
        return millis;
    }

    private long leftNanos() {
        return deadline.toNanos() - (settings.nanoTime().getAsLong() - startNanos);
    }

    private void checkDeadline() {
        if (leftNanos() <= 0) {
            throw overdue();
        }
    }

    /** The failure of a call whose time is over. */
    OpenSesameException overdue() {
        OpenSesameException last = lastFailure;
        return last != null ? last : transportFailure("got no answer within its deadline of " + deadline, null);
    }

    private KmsTransportException breakerOpen() {
        long seconds = settings.breaker().untilNextTrial().toSeconds();
        String when = seconds <= 0 ? "it is being tried again now" : "it is tried again in " + (seconds + 1) + " s";
        return transportFailure(
                "was not sent, as the endpoint failed too often (circuit breaker open); " + when,
                lastFailure != null ? lastFailure : settings.breaker().lastFailure());
    }

    /** The failure of a call whose thread was interrupted; the thread's flag is set. */
    KmsTransportException interrupted(@Nullable InterruptedException cause) {
        return transportFailure("was given up, as the thread was interrupted", cause);
    }

    /** The failure of a call whose client was closed or paused while it was under way, or is paused now. */
    KmsTransportException stopped() {
        String why = settings.stop().why();
        return transportFailure("was given up, as " + (why == null ? "the client was stopped" : why), lastFailure);
    }

    /** The failure of a call for which no thread was free, or none is any more. */
    KmsTransportException rejected(RuntimeException cause) {
        return settings.stop().why() != null
                ? stopped()
                : transportFailure("was not sent, as too many calls are under way; call less at once", cause);
    }

    private KmsTransportException transportFailure(String what, @Nullable Throwable cause) {
        RpcCall call = prepared.call();
        String authority = settings.service().endpoint().authority();
        return new KmsTransportException(
                call.action(), authority, call.words() + " at " + authority + " " + what + ".", cause);
    }
}
