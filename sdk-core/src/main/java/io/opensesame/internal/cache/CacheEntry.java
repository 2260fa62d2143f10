package io.opensesame.internal.cache;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.InvalidRequestException;
import io.opensesame.error.KeyUnavailableException;
import io.opensesame.error.PendingDeletionException;
import io.opensesame.error.ResourceNotFoundException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.internal.cache.SecretSource.Loaded;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thing that was asked for, and what is known of it.
 *
 * <p>Only {@link #value} is read without the lock; every other field is guarded by it. The lock is held for a few
 * assignments, never while KMS is called or foreign code runs.
 */
final class CacheEntry {
    /*
     * State     value       lastFailure   what a reader gets
     * absent    null        any           waits for the shared load; a failure reaches each waiter
     * fresh     not stale   null          the value
     * stale     stale       not null      the value, marked stale
     * dropped   null        any           never: the cache looks the entry up again
     *
     * fresh -> stale     a refresh failed
     * stale -> absent    at goodUntil: maxStale after the load, or refusalGrace after the first refusal for good, or at
     *                    once if that came to a refresh by hand
     * absent -> dropped  nobody asked for a while, and no handle is open
     *
     * At most one call is under way (running) and one is waiting to be sent (queued), so that answers come in the order
     * in which the requests were sent.
     */
    private static final Logger LOGGER = LoggerFactory.getLogger(SecretCache.LOGGER_NAME);
    private static final int MANY_HANDLES = 64;

    final ReadRequest request;
    volatile @Nullable SecretValue value;

    private final CacheOptions options;
    private final RefreshSchedule schedule;
    private final List<LiveSecret<?>> handles = new CopyOnWriteArrayList<>();

    private Runnable wipe = () -> {};
    private Instant refreshAt = Instant.MAX;
    private Instant goodUntil = Instant.MAX;
    private Instant lastAskedAt = Instant.MIN;
    private @Nullable RuntimeException lastFailure;
    private int failures;
    private int overdueReads;
    private boolean refused;
    private boolean dropped;
    private boolean byHand;
    private boolean queuedByHand;
    private @Nullable CompletableFuture<SecretValue> running;
    private @Nullable CompletableFuture<SecretValue> queued;

    CacheEntry(ReadRequest request, CacheOptions options, RefreshSchedule schedule) {
        this.request = request;
        this.options = options;
        this.schedule = schedule;
    }

    /**
     * What a caller of {@link #join} or {@link #enqueue} gets: the future to wait for, and whether to send a call for
     * it.
     */
    record Ticket(CompletableFuture<SecretValue> future, boolean send) {}

    /** Joins the call under way, or reserves the next one; null if the entry was dropped. */
    synchronized @Nullable Ticket join(Instant now) {
        if (dropped) {
            return null;
        }
        lastAskedAt = now;
        if (running != null) {
            return new Ticket(running, false);
        }
        running = new CompletableFuture<>();
        return new Ticket(running, true);
    }

    /** Reserves a call that is sent later than now; null if the entry was dropped. */
    synchronized @Nullable Ticket enqueue(Instant now) {
        if (running == null) {
            byHand = true;
            return join(now);
        }
        queuedByHand = true;
        if (queued == null) {
            queued = new CompletableFuture<>();
        }
        return new Ticket(queued, false);
    }

    /** Ends the call under way; returns true if another one has to be sent now. */
    synchronized boolean advance() {
        running = queued;
        queued = null;
        byHand = queuedByHand;
        queuedByHand = false;
        return running != null;
    }

    synchronized @Nullable CompletableFuture<SecretValue> running() {
        return running;
    }

    /**
     * Takes a new answer. Each open handle needs its update, prepared outside the lock.
     *
     * @return false, with nothing done, if a handle was opened meanwhile and has no update yet
     */
    synchronized boolean succeeded(Loaded loaded, Map<LiveSecret<?>, Runnable> updates, Instant now) {
        if (!updates.keySet().containsAll(handles)) {
            return false;
        }
        SecretValue held = value;
        boolean sameVersion =
                held != null && held.versionId().equals(loaded.value().versionId());
        boolean overdue =
                loaded.value().nextRotation().filter(next -> !next.isAfter(now)).isPresent();
        overdueReads = overdue && sameVersion ? overdueReads + 1 : 0;
        failures = 0;
        refused = false;
        lastFailure = null;
        goodUntil = now.plus(options.maxStale());
        refreshAt = schedule.afterSuccess(loaded.value(), now, overdueReads);
        wipe = loaded.wipe();
        value = loaded.value();
        handles.forEach(handle -> updates.getOrDefault(handle, () -> {}).run());
        return true;
    }

    /** Takes a failure: what is held stays, marked stale, until its time is over. */
    synchronized void failed(RuntimeException failure, Instant now) {
        failures++;
        lastFailure = failure;
        refreshAt = schedule.afterFailure(failures, now);
        SecretValue held = value;
        if (held == null) {
            handles.forEach(handle -> handle.lost(failure));
            return;
        }
        if (isRefusalForGood(failure) && (byHand || !refused)) {
            refused = true;
            // Who refreshes by hand wants to know now: a revocation is honoured at once.
            Instant graceEnds = byHand ? now : now.plus(options.refusalGrace());
            goodUntil = graceEnds.isBefore(goodUntil) ? graceEnds : goodUntil;
        }
        if (!now.isBefore(goodUntil)) {
            expire(failure);
            return;
        }
        SecretValue stale = held.withStale(true);
        value = stale;
        handles.forEach(handle -> handle.marked(stale));
    }

    /**
     * Does what the time asks for; returns whether the caller has to send a refresh, which it may only if it says so.
     */
    synchronized boolean tick(Instant now, boolean maySend) {
        if (value != null && !now.isBefore(goodUntil)) {
            RuntimeException failure = lastFailure;
            expire(failure != null ? failure : new IllegalStateException("no refresh was answered in time"));
        }
        boolean wanted = value != null || !handles.isEmpty();
        if (!wanted || !maySend || running != null || now.isBefore(refreshAt)) {
            return false;
        }
        running = new CompletableFuture<>();
        return true;
    }

    /** Drops the entry if it holds nothing and nobody wants it; after that, readers look it up anew. */
    synchronized boolean dropIfUnwanted(Instant askedBefore) {
        if (value == null && running == null && handles.isEmpty() && lastAskedAt.isBefore(askedBefore)) {
            dropped = true;
        }
        return dropped;
    }

    private void expire(RuntimeException failure) {
        value = null;
        handles.forEach(handle -> handle.lost(failure));
    }

    /** Adds a handle that was mapped from {@code seen}; false if the entry has moved on since, or was dropped. */
    @SuppressWarnings("ReferenceEquality") // the very state that was seen
    synchronized boolean add(LiveSecret<?> handle, SecretValue seen) {
        if (dropped || value != seen) {
            return false;
        }
        handles.add(handle);
        if (handles.size() == MANY_HANDLES) {
            LOGGER.warn(
                    "Secret {} has {} open handles; keep one, and close those that are not used",
                    request,
                    MANY_HANDLES);
        }
        return true;
    }

    /** Removes a handle, which from then on fails with {@code closed}. */
    synchronized void remove(LiveSecret<?> handle, RuntimeException closed) {
        handles.remove(handle);
        handle.lost(closed);
    }

    List<LiveSecret<?>> handles() {
        return handles;
    }

    /** Forgets and wipes what is held, for good; returns what waiters wait for, to be failed outside the lock. */
    synchronized List<CompletableFuture<SecretValue>> close(RuntimeException closed) {
        dropped = true;
        value = null;
        wipe.run();
        handles.forEach(handle -> handle.lost(closed));
        return Stream.of(Optional.ofNullable(running), Optional.ofNullable(queued))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether trying again cannot help: what KMS refuses for good must not live on in a cache. */
    static boolean isRefusalForGood(RuntimeException failure) {
        return failure instanceof SecretNotFoundException
                || failure instanceof AccessDeniedException
                || failure instanceof KeyUnavailableException
                || failure instanceof PendingDeletionException
                || failure instanceof ResourceNotFoundException
                || failure instanceof InvalidRequestException;
    }
}
