package io.opensesame.internal.cache;

import io.opensesame.error.AccessDeniedException;
import io.opensesame.error.InvalidRequestException;
import io.opensesame.error.KeyUnavailableException;
import io.opensesame.error.PendingDeletionException;
import io.opensesame.error.ResourceNotFoundException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.internal.cache.SecretSource.Loaded;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretSnapshot;
import io.opensesame.secrets.SecretSnapshot.State;
import io.opensesame.secrets.SecretValue;
import java.time.Duration;
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
 * <p>Only the volatile fields are read without the lock, and {@link #used} is set without it; every other field is
 * guarded by it. The lock is held for a few assignments, never while KMS is called or foreign code runs.
 */
final class CacheEntry {
    /*
     * State     value       lastFailure   what a reader gets
     * absent    null        any           waits for the shared load; a failure reaches each waiter
     * refused   null        a refusal     that refusal, until refusedUntil; then as absent
     * fresh     not stale   null          the value
     * stale     stale       not null      the value, marked stale
     * dropped   null        any           never: the cache looks the entry up again
     *
     * fresh -> stale     a refresh failed
     * absent -> stale    the local store had a copy, while KMS gives no answer
     * stale -> absent    at goodUntil: maxStale after the load, or refusalGrace after the first refusal for good, or at
     *                    once if that came to a refresh by hand
     * absent -> dropped  nobody asked for a while, and no handle is open
     * any -> dropped     idle when a refresh is due, or least recently used when there are too many; no handle is open
     *
     * At most one flight is under way (running) and one is waiting to be sent (queued), so that answers come in the
     * order in which the requests were sent.
     */
    private static final Logger LOGGER = LoggerFactory.getLogger(SecretCache.LOGGER_NAME);
    private static final int MANY_HANDLES = 64;

    /** What was asked once since a rejection needs no second look so soon: the others reported the same. */
    private static final Duration REJECTION_HOLDS = Duration.ofSeconds(1);

    final ReadRequest request;
    volatile @Nullable SecretValue value;

    /**
     * Set by each read that finds it clear, and cleared by the sweep. Not volatile: a mark that shows a little later
     * does no harm, and readers must not pay for it.
     */
    boolean used;

    private final CacheOptions options;
    private final RefreshSchedule schedule;
    private final List<LiveSecret<?>> handles = new CopyOnWriteArrayList<>();
    private final SupersededVersions superseded = new SupersededVersions();

    private Runnable wipe = () -> {};
    private Runnable wipePrevious = () -> {};
    private @Nullable String lastVersionId;

    /** What {@link #lastVersionId} replaced, if that was seen. */
    private @Nullable SecretValue previous;

    /** When {@link #lastVersionId} was first seen. */
    private Instant heldSince = Instant.MIN;

    private Instant refreshAt = Instant.MAX;
    private Instant goodUntil = Instant.MAX;
    private Instant lastUsedAt;
    private Instant refusedUntil = Instant.MIN;
    private Instant rejectionAnsweredAt = Instant.MIN;
    private @Nullable TokenBucket rejections;
    private @Nullable RuntimeException lastFailure;
    private int failures;
    private int overdueReads;
    private boolean refused;
    private boolean dropped;
    private @Nullable Flight running;
    private @Nullable Flight queued;

    CacheEntry(ReadRequest request, CacheOptions options, RefreshSchedule schedule, Instant now) {
        this.request = request;
        this.options = options;
        this.schedule = schedule;
        this.lastUsedAt = now;
    }

    /**
     * What a caller gets who wants an answer of KMS.
     *
     * @param future what to wait for
     * @param send whether the caller has to send the call
     * @param late whether the answer may be older than the caller's wish
     */
    record Ticket(CompletableFuture<SecretValue> future, boolean send, boolean late) {}

    /**
     * Gives what is held, as an answer may have come since the caller looked; else joins the flight under way, or
     * reserves the next one. Null if the entry was dropped.
     */
    synchronized @Nullable Ticket join(Instant now) {
        SecretValue held = value;
        if (held != null) {
            return new Ticket(CompletableFuture.completedFuture(held), false, false);
        }
        RuntimeException refusal = lastFailure;
        boolean known = refused && refusal != null && isRefusalForGood(refusal) && now.isBefore(refusedUntil);
        if (known && !dropped && running == null) {
            lastUsedAt = now;
            return new Ticket(CompletableFuture.failedFuture(refusal), false, false);
        }
        return join(now, false, false);
    }

    private @Nullable Ticket join(Instant now, boolean byHand, boolean afterRejection) {
        if (dropped) {
            return null;
        }
        lastUsedAt = now;
        if (running != null) {
            running.byHand |= byHand;
            return new Ticket(running.future, false, afterRejection && !running.afterRejection);
        }
        running = new Flight(byHand, afterRejection, now);
        return new Ticket(running.future, true, false);
    }

    /** Reserves a flight that is sent later than now; null if the entry was dropped. */
    synchronized @Nullable Ticket enqueue(Instant now) {
        if (running == null) {
            return join(now, true, false);
        }
        if (queued == null) {
            queued = new Flight(true, false, now);
        }
        return new Ticket(queued.future, false, false);
    }

    /**
     * Joins or reserves a flight since the held version was rejected; gives what is held if the rate allows none, or
     * another report of the same has just been answered. Null if the entry was dropped.
     */
    synchronized @Nullable Ticket joinAfterRejection(Instant now) {
        SecretValue held = value;
        boolean known = now.isBefore(rejectionAnsweredAt.plus(REJECTION_HOLDS));
        if (!dropped && running == null && held != null && (known || !mayAskAfterRejection(now))) {
            lastUsedAt = now;
            return new Ticket(CompletableFuture.completedFuture(held), false, false);
        }
        return join(now, true, true);
    }

    private boolean mayAskAfterRejection(Instant now) {
        TokenBucket bucket = rejections;
        if (bucket == null) {
            int perMinute = options.rejectionsPerMinute();
            bucket = new TokenBucket(Math.max(1, perMinute / 2.0), perMinute / 60.0, now);
            rejections = bucket;
        }
        return bucket.tryTake(now);
    }

    /** Whether somebody waits for the flight under way who asked for KMS's own word. */
    synchronized boolean isByHand() {
        return running != null && running.byHand;
    }

    /** Ends the flight under way; returns true if another one has to be sent now. */
    synchronized boolean advance(Instant now) {
        if (running != null && running.afterRejection) {
            rejectionAnsweredAt = now;
        }
        running = queued;
        queued = null;
        if (running != null) {
            running.sentAt = now;
        }
        return running != null;
    }

    synchronized @Nullable Flight running() {
        return running;
    }

    /** Returns the flight under way if it leaves readers without an answer since before the given time. */
    synchronized @Nullable Flight slowLoad(Instant sentBefore) {
        Flight flight = running;
        boolean slow = value == null && flight != null && flight.sentAt.isBefore(sentBefore);
        return slow ? flight : null;
    }

    /** Whether the answer names a version that was replaced already, and comes from where that may not be known yet. */
    synchronized boolean isOutdated(Loaded loaded) {
        return !loaded.home() && superseded.contains(loaded.value().versionId());
    }

    /**
     * Takes a new answer. Each open handle needs its update, prepared outside the lock.
     *
     * @param ownPause the time after which the value itself wants to be refreshed
     * @return false, with nothing done, if a handle was opened meanwhile and has no update yet
     */
    synchronized boolean succeeded(
            Loaded loaded, Optional<Duration> ownPause, Map<LiveSecret<?>, Runnable> updates, Instant now) {
        if (!updates.keySet().containsAll(handles)) {
            return false;
        }
        SecretValue next = loaded.value();
        boolean sameVersion = next.versionId().equals(lastVersionId);
        boolean overdue =
                next.nextRotation().filter(rotation -> !rotation.isAfter(now)).isPresent();
        overdueReads = overdue && sameVersion ? overdueReads + 1 : 0;
        failures = 0;
        refused = false;
        lastFailure = null;
        goodUntil = now.plus(options.maxStale(request.name()));
        refreshAt = schedule.afterSuccess(request.name(), next, ownPause, now, overdueReads);
        take(loaded, now, updates);
        return true;
    }

    /**
     * Takes a copy from the local store in the place of an answer that does not come, if none has come meanwhile.
     *
     * @return false, with nothing done, if a handle was opened meanwhile and has no update yet
     */
    synchronized boolean standsIn(
            Loaded copy, RuntimeException failure, Map<LiveSecret<?>, Runnable> updates, Instant now) {
        if (!updates.keySet().containsAll(handles)) {
            return false;
        }
        Duration left = options.maxStale(request.name()).minus(copy.value().age());
        if (!dropped && value == null && !refused && !left.isNegative() && !isOutdated(copy)) {
            failures = Math.max(failures, 1);
            lastFailure = failure;
            goodUntil = now.plus(left);
            refreshAt = schedule.afterFailure(failures, now);
            take(copy, now, updates);
        }
        return true;
    }

    private void take(Loaded loaded, Instant now, Map<LiveSecret<?>, Runnable> updates) {
        String id = loaded.value().versionId();
        if (lastVersionId != null && !lastVersionId.equals(id)) {
            superseded.replaced(lastVersionId, id);
            SecretValue held = value;
            previous = held == null ? null : held.withStale(false);
            wipePrevious = wipe;
        }
        if (!id.equals(lastVersionId)) {
            heldSince = now;
        }
        lastVersionId = id;
        wipe = loaded.wipe();
        value = loaded.value();
        handles.forEach(handle -> updates.getOrDefault(handle, () -> {}).run());
    }

    /** What a failure came to. */
    enum Failed {
        /** Nothing is held, as before. */
        ABSENT,

        /** What is held is marked stale from now on. */
        BECAME_STALE,

        /** What is held was marked stale already. */
        STILL_STALE,

        /** What was held is served no more. */
        ENDED
    }

    /** Takes a failure: what is held stays, marked stale, until its time is over. */
    synchronized Failed failed(RuntimeException failure, Instant now) {
        failures++;
        lastFailure = failure;
        refreshAt = schedule.afterFailure(failures, now);
        boolean forGood = isRefusalForGood(failure);
        boolean byHand = isByHand();
        SecretValue held = value;
        if (forGood && held == null) {
            refused = true;
            refusedUntil = now.plus(options.rememberRefusals());
        } else if (forGood && (byHand || !refused)) {
            refused = true;
            // Who refreshes by hand wants to know now: a revocation is honoured at once.
            Instant graceEnds = byHand ? now : now.plus(options.refusalGrace());
            goodUntil = graceEnds.isBefore(goodUntil) ? graceEnds : goodUntil;
        }
        if (held == null) {
            handles.forEach(handle -> handle.lost(failure));
            return Failed.ABSENT;
        }
        if (!now.isBefore(goodUntil)) {
            expire(failure, now);
            return Failed.ENDED;
        }
        SecretValue stale = held.withStale(true);
        value = stale;
        handles.forEach(handle -> handle.marked(stale));
        return held.stale() ? Failed.STILL_STALE : Failed.BECAME_STALE;
    }

    /** What the time asks for. */
    enum Due {
        /** Nothing. */
        NOTHING,

        /** What was held is past its bounds: it is served no more, from now on. */
        EXPIRED,

        /** A refresh. */
        REFRESH,

        /** To be dropped, rather than refreshed for nobody. */
        IDLE
    }

    /** Ends what is past its bounds, and tells what else is due. */
    synchronized Due tick(Instant now) {
        if (used || !handles.isEmpty()) {
            used = false;
            lastUsedAt = now;
        }
        if (value != null && !now.isBefore(goodUntil)) {
            RuntimeException failure = lastFailure;
            expire(failure != null ? failure : new IllegalStateException("no refresh was answered in time"), now);
            return Due.EXPIRED;
        }
        boolean wanted = value != null || !handles.isEmpty();
        if (!wanted || running != null || now.isBefore(refreshAt)) {
            return Due.NOTHING;
        }
        return isIdle(now) ? Due.IDLE : Due.REFRESH;
    }

    private boolean isIdle(Instant now) {
        return handles.isEmpty() && !now.isBefore(lastUsedAt.plus(options.idleAfter()));
    }

    private void expire(RuntimeException failure, Instant now) {
        value = null;
        previous = null; // it is no younger
        if (refused) {
            refusedUntil = now.plus(options.rememberRefusals());
        }
        handles.forEach(handle -> handle.lost(failure));
    }

    /** Reserves a refresh, which the caller has to send; false if a flight is under way. */
    synchronized boolean beginRefresh(Instant now) {
        if (dropped || running != null) {
            return false;
        }
        running = new Flight(false, false, now);
        return true;
    }

    synchronized @Nullable RuntimeException lastFailure() {
        return lastFailure;
    }

    synchronized Instant refreshAt() {
        return refreshAt;
    }

    synchronized Instant lastUsedAt() {
        return used ? Instant.MAX : lastUsedAt;
    }

    /** Whether nothing but its age speaks for keeping the entry. */
    synchronized boolean isDroppable() {
        return running == null && handles.isEmpty();
    }

    /** Drops the entry if it is idle; after that, readers look it up anew. */
    synchronized boolean dropIfIdle(Instant now) {
        return !used && isDroppable() && isIdle(now) && drop();
    }

    /** Drops the entry if no handle needs it. */
    synchronized boolean dropIfDroppable() {
        return isDroppable() && drop();
    }

    /** Drops the entry if it holds nothing and nobody wants it. */
    synchronized boolean dropIfUnwanted(Instant now, Duration keep) {
        return dropped
                || (value == null
                        && isDroppable()
                        && lastUsedAt.plus(keep).isBefore(now)
                        && !now.isBefore(refusedUntil)
                        && drop());
    }

    private boolean drop() {
        dropped = true;
        value = null;
        previous = null;
        return true;
    }

    /** Returns what the given version replaced, if that is the newest one and the change was seen. */
    synchronized @Nullable SecretValue previousOf(String versionId) {
        return versionId.equals(lastVersionId) ? previous : null;
    }

    /** Returns what the newest version replaced, if the change was seen. */
    synchronized @Nullable SecretValue previous() {
        return previous;
    }

    /** Whether the newest version was first seen within the given time; what it replaced was replaced no later. */
    synchronized boolean isNewWithin(Duration time, Instant now) {
        return now.isBefore(heldSince.plus(time));
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
        handle.ended(closed);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    List<LiveSecret<?>> handles() {
        return handles;
    }

    /** Forgets and wipes what is held, for good; returns what waiters wait for, to be failed outside the lock. */
    synchronized List<CompletableFuture<SecretValue>> close(RuntimeException closed) {
        drop();
        wipe.run();
        wipePrevious.run();
        handles.forEach(handle -> handle.ended(closed));
        handles.clear(); // what a call under way still comes to must not reach them
        return Stream.of(Optional.ofNullable(running), Optional.ofNullable(queued))
                .flatMap(Optional::stream)
                .map(flight -> flight.future)
                .toList();
    }

    synchronized SecretSnapshot snapshot(Instant now) {
        SecretValue held = value;
        SecretSnapshot.Builder builder = SecretSnapshot.builder(request.name(), state())
                .stage(request.stage())
                .versionId(request.expectedVersionId().orElse(null))
                .handles(handles.size())
                .lastFailure(lastFailure == null ? null : lastFailure.getMessage());
        if (held != null) {
            builder.versionId(held.versionId())
                    .loaded(held.loadedAt(), held.age())
                    .servedUntil(goodUntil);
        }
        if (held != null || !handles.isEmpty()) {
            builder.nextRefresh(later(refreshAt, now));
        }
        return builder.build();
    }

    private State state() {
        if (value != null) {
            return lastFailure == null ? State.FRESH : State.STALE;
        }
        return lastFailure == null || running != null ? State.LOADING : State.FAILED;
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
