package io.opensesame.internal.credentials;

import io.opensesame.auth.Credentials;
import io.opensesame.error.CredentialsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds what a source gave, and reads the source again before that expires. Thread-safe. */
final class RefreshingCredentials implements CloseableCredentialsProvider {
    /*
     * What a caller gets, by what is held; only the last row but one waits for the source.
     *   fresh     before its due time                       what is held
     *   due       a refresh is queued or runs               what is held
     *   failing   refreshes fail, before its expiry         what is held; the next try after a growing pause
     *   failed    nothing valid, last try moments ago       the last failure, until the pause is over
     *   absent    never read, or expired                    one shared read; its failure reaches each waiter
     *   closed                                              a failure
     * What is held is replaced whole, by one volatile write.
     * Expiry goes by the wall clock. Ages and pauses go by a clock that nobody sets; it may stand still while a machine
     * sleeps, so that what has an expiry is also due when the wall clock says so.
     * At most one read of the source goes on: the flight. Its leader is a thread that already runs, the first caller
     * or a refresh; so a waiter never waits for a place in a queue, however small the executor's pool is.
     * A leader that is interrupted gives up the flight, and one of the waiters leads the next.
     */
    private static final Logger LOG = LoggerFactory.getLogger(CredentialsProviders.LOGGER);

    /** A little more than the slowest source, a process, may take. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(16);

    /** However many calls are refused, the source is read for them once in this time. */
    private static final Duration REFUSAL_INTERVAL = Duration.ofSeconds(5);

    private final String title;
    private final CredentialsReader reader;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService scheduler;
    private final Executor executor;
    private final RefreshSchedule schedule;
    private final Duration longestWait;

    private final AtomicReference<@Nullable CompletableFuture<Credentials>> flight = new AtomicReference<>();
    private final AtomicBoolean refreshQueued = new AtomicBoolean();
    private volatile @Nullable Held held;
    private volatile @Nullable Failure failure;
    private volatile Countdown untilNextRefusal;
    private volatile @Nullable Future<?> timer;
    private volatile boolean closed;

    RefreshingCredentials(String title, CredentialsReader reader, CredentialsEnvironment environment) {
        this(title, reader, environment, LONGEST_WAIT);
    }

    RefreshingCredentials(
            String title, CredentialsReader reader, CredentialsEnvironment environment, Duration longestWait) {
        this.title = title;
        this.reader = reader;
        this.clock = environment.clock();
        this.nanoTime = environment.nanoTime();
        this.untilNextRefusal = Countdown.over(nanoTime);
        this.scheduler = environment.scheduler();
        this.executor = environment.executor();
        this.schedule = new RefreshSchedule(environment.random());
        this.longestWait = longestWait;
    }

    @Override
    public Credentials credentials() {
        Held current = held;
        Instant now = clock.instant();
        if (current == null || !current.validAt(now)) {
            return sharedRead(candidate -> candidate.validAt(clock.instant()));
        }
        if (current.dueAt(now)) {
            // The timer is for idle times, and stands still while a machine sleeps.
            queueRefresh();
        }
        return current.credentials();
    }

    @Override
    public Credentials credentialsAfterRefusal(Credentials refused) {
        Held current = held;
        if (current == null || !current.validAt(clock.instant())) {
            return credentials();
        }
        if (answersRefusal(current, refused)) {
            return current.credentials();
        }
        try {
            return sharedRead(candidate -> answersRefusal(candidate, refused));
        } catch (CredentialsException e) {
            if (closed || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LOG.debug("The refused credentials from {} could not be read again: {}", title, e.getMessage());
            return current.credentials();
        }
    }

    private boolean answersRefusal(Held candidate, Credentials refused) {
        return !candidate.credentials().equals(refused) || !untilNextRefusal.isOver();
    }

    /** Leads a read, or waits for the one that goes on; what is {@code satisfying} by then is taken without a read. */
    private Credentials sharedRead(Predicate<Held> satisfying) {
        long deadlineNanos = System.nanoTime() + longestWait.toNanos();
        while (true) {
            CompletableFuture<Credentials> mine = new CompletableFuture<>();
            CompletableFuture<Credentials> current = flight.compareAndExchange(null, mine);
            if (current == null) {
                return lead(mine, satisfying);
            }
            try {
                return current.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (CancellationException e) {
                LOG.debug("The thread that read {} gave up; another one reads it.", title);
            } catch (ExecutionException e) {
                throw Failures.again(e.getCause());
            } catch (TimeoutException e) {
                throw new CredentialsException(
                        "Gave up waiting for " + title + ": another thread's read of it has not ended within "
                                + longestWait.toSeconds() + " s. Check whether the source answers.",
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CredentialsException("Interrupted while waiting for " + title + ".", e);
            }
        }
    }

    private Credentials lead(CompletableFuture<Credentials> mine, Predicate<Held> satisfying) {
        try {
            Credentials credentials = heldOrRead(satisfying);
            flight.set(null);
            mine.complete(credentials);
            return credentials;
        } catch (CredentialsException e) {
            flight.set(null);
            if (!Thread.currentThread().isInterrupted()) {
                mine.completeExceptionally(e);
            }
            throw e;
        } finally {
            // Where it was not completed above: waiters must look again, whatever ended the leader.
            flight.compareAndSet(mine, null);
            mine.cancel(false);
        }
    }

    private Credentials heldOrRead(Predicate<Held> satisfying) {
        requireOpen();
        Held current = held;
        if (current != null && satisfying.test(current)) {
            return current.credentials();
        }
        Failure last = failure;
        if (last != null && !last.pause().isOver()) {
            throw Failures.again(last.exception());
        }
        return readSource();
    }

    private Credentials readSource() {
        try {
            Credentials credentials = reader.read();
            accept(credentials);
            return credentials;
        } catch (CredentialsException e) {
            if (!Thread.currentThread().isInterrupted()) {
                recordFailure(e);
            }
            throw e;
        } catch (RuntimeException e) {
            CredentialsException wrapped = new CredentialsException(
                    "Reading " + title + " failed unexpectedly, with "
                            + e.getClass().getName() + "; see the cause.",
                    e);
            recordFailure(wrapped);
            throw wrapped;
        } finally {
            untilNextRefusal = Countdown.start(nanoTime, REFUSAL_INTERVAL);
        }
    }

    private void accept(Credentials credentials) {
        Instant now = clock.instant();
        Duration untilDue = schedule.untilDue(credentials, now);
        Instant dueByExpiry = credentials.expiration().isPresent() ? now.plus(untilDue) : Instant.MAX;
        Held fresh = new Held(credentials, dueByExpiry, Countdown.start(nanoTime, untilDue));
        if (!fresh.validAt(now)) {
            throw new CredentialsException(
                    "The " + title + " gave credentials that ended at "
                            + credentials.expiration().orElseThrow() + ", and now it is " + now
                            + ". Check this machine's clock.",
                    null);
        }
        if (failure != null) {
            LOG.info("Credentials from {} are refreshed again.", title);
        }
        failure = null;
        held = fresh;
        startTimer(untilDue);
    }

    private void recordFailure(CredentialsException exception) {
        Instant now = clock.instant();
        Held current = held;
        boolean stillValid = current != null && current.validAt(now);
        Failure last = failure;
        int count = last == null ? 1 : last.count() + 1;
        Duration pause = schedule.pauseAfter(count, stillValid);
        failure = new Failure(exception, Countdown.start(nanoTime, pause), count);
        if (current != null && stillValid) {
            LOG.warn(
                    "Credentials from {} could not be refreshed; those held are used until {}; next try in {} ms: {}",
                    title,
                    current.credentials().expiration().map(Instant::toString).orElse("they are refused"),
                    pause.toMillis(),
                    exception.getMessage());
            startTimer(pause);
        }
    }

    private void startTimer(Duration delay) {
        stopTimer();
        try {
            timer = scheduler.schedule(this::queueRefresh, delay.toMillis() + 1, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("No refresh of {} is scheduled: the owner's scheduler is shut down.", title);
        }
        if (closed) {
            letGo();
        }
    }

    /** Hands a refresh to the executor, unless one waits there already or the pause after a failure is not over. */
    private void queueRefresh() {
        Failure last = failure;
        if (closed || (last != null && !last.pause().isOver())) {
            return;
        }
        if (!refreshQueued.compareAndSet(false, true)) {
            return;
        }
        try {
            executor.execute(this::refresh);
        } catch (RejectedExecutionException e) {
            refreshQueued.set(false);
            LOG.debug("No refresh of {}: the owner's executor takes no more tasks.", title);
        }
    }

    private void refresh() {
        try {
            CompletableFuture<Credentials> mine = new CompletableFuture<>();
            if (flight.compareAndSet(null, mine)) {
                Credentials unused = lead(mine, candidate -> !candidate.dueAt(clock.instant()));
            }
        } catch (CredentialsException e) {
            LOG.debug("A refresh of {} ended without credentials.", title, e);
        } finally {
            refreshQueued.set(false);
        }
    }

    @Override
    public void close() {
        closed = true;
        letGo();
        CompletableFuture<Credentials> current = flight.get();
        if (current != null) {
            current.completeExceptionally(closedFailure());
        }
        reader.close();
    }

    private void letGo() {
        held = null;
        stopTimer();
    }

    private void stopTimer() {
        Future<?> current = timer;
        if (current != null) {
            current.cancel(false);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw closedFailure();
        }
    }

    private CredentialsException closedFailure() {
        return new CredentialsException(
                "There are no credentials from " + title + " any more: the client they belong to was closed.", null);
    }

    @Override
    public String toString() {
        return title;
    }

    /** What the source gave last, and when to ask it again. */
    private record Held(Credentials credentials, Instant dueByExpiry, Countdown untilDue) {
        boolean dueAt(Instant time) {
            return untilDue.isOver() || !time.isBefore(dueByExpiry);
        }

        boolean validAt(Instant time) {
            return credentials.expiration().map(time::isBefore).orElse(true);
        }
    }

    /** The failures since the source last gave anything. */
    private record Failure(CredentialsException exception, Countdown pause, int count) {}
}
