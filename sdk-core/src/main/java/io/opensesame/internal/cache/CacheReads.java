package io.opensesame.internal.cache;

import io.opensesame.error.KmsTransportException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.error.ServiceRefusal;
import io.opensesame.internal.cache.CacheEntry.Failed;
import io.opensesame.internal.cache.SecretSource.Loaded;
import io.opensesame.secrets.SecretEvent.Kind;
import io.opensesame.secrets.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the calls that entries have reserved, and brings what they come to back into the entries. Thread-safe. */
final class CacheReads {
    /*
     * A call comes to                          the entry                          who waits gets
     * the version asked for                    takes it                           the value
     * another version than the id asked for,   takes a refusal for good           not found
     *   from home
     * such a version from another region, or   takes a failure                    that failure
     *   one that was replaced already
     * a refusal for good                       takes it; the copy is deleted      the refusal
     * no answer, and nothing is held           takes the local store's copy, if   the copy, marked stale, or the
     *                                            there is one                       failure
     * no answer, and a value is held           marks it stale                     the failure
     */
    private static final Logger LOGGER = LoggerFactory.getLogger(SecretCache.LOGGER_NAME);

    private final SecretSource source;
    private final SecretArchive archive;
    private final RefreshSchedule schedule;
    private final InstantSource clock;
    private final SecretEvents events;
    private volatile boolean closed;

    CacheReads(
            SecretSource source,
            SecretArchive archive,
            RefreshSchedule schedule,
            InstantSource clock,
            SecretEvents events) {
        this.source = source;
        this.archive = archive;
        this.schedule = schedule;
        this.clock = clock;
        this.events = events;
    }

    /** From now on, what an answer brings is wiped and not shown. */
    void close() {
        closed = true;
    }

    boolean hasArchive() {
        return !archive.equals(SecretArchive.NONE);
    }

    void send(CacheEntry entry) {
        send(entry, () -> {});
    }

    /**
     * Sends the call that was reserved. Whatever is thrown on the way, errors too, must reach the waiters, and free the
     * entry for the next call.
     *
     * @param ended run when the call has ended
     */
    void send(CacheEntry entry, Runnable ended) {
        Instant sentAt = clock.instant();
        CompletableFuture<Loaded> answer;
        try {
            answer = source.load(entry.request, loaded -> wrong(entry, loaded));
        } catch (RuntimeException | Error e) {
            answer = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Loaded> unused = answer.whenComplete((loaded, failure) -> {
            ended.run();
            try {
                if (loaded != null) {
                    answered(entry, loaded, sentAt);
                } else {
                    failed(entry, unwrapped(entry, failure), sentAt);
                }
            } catch (RuntimeException | Error e) { // such as a mapper's StackOverflowError
                failed(entry, unwrapped(entry, e), sentAt);
            }
        });
    }

    private void answered(CacheEntry entry, Loaded loaded, Instant sentAt) {
        SecretValue value = loaded.value();
        OpenSesameException wrong = wrong(entry, loaded);
        if (wrong != null) {
            loaded.wipe().run();
            failed(entry, wrong, sentAt);
            return;
        }
        SecretValue before = entry.value;
        Optional<Duration> ownPause = schedule.ownPause(value);
        Instant now = clock.instant();
        publish(entry, value, updates -> entry.succeeded(loaded, ownPause, updates, now));
        if (closed) {
            end(entry);
            return;
        }
        tellOf(entry.request, before, value, Duration.between(sentAt, now));
        archive.keep(entry.request, value);
        settle(entry, value, null);
    }

    private static @Nullable OpenSesameException wrong(CacheEntry entry, Loaded loaded) {
        SecretValue value = loaded.value();
        if (!entry.request.expectedVersionId().orElse(value.versionId()).equals(value.versionId())) {
            return loaded.home() ? otherVersion(entry.request, value) : foreignVersion(entry.request, value);
        }
        return entry.isOutdated(loaded) ? outdated(entry.request, value) : null;
    }

    private static OpenSesameException otherVersion(ReadRequest request, SecretValue value) {
        return new SecretNotFoundException(new ServiceRefusal(
                "GetSecretValue",
                request.name(),
                "KMS",
                200,
                "",
                "asked for " + request + ", it answered with version '" + value.versionId() + "' of type "
                        + value.type() + ": managed secrets have no reads by version id",
                ""));
    }

    /** What a fail-over region does not have, home may have. */
    private static OpenSesameException foreignVersion(ReadRequest request, SecretValue value) {
        return unusable(request, "it answered with version '" + value.versionId() + "' of type " + value.type() + ".");
    }

    private static OpenSesameException outdated(ReadRequest request, SecretValue value) {
        return unusable(
                request,
                "it lags behind: it answered with version '" + value.versionId() + "', which was replaced already.");
    }

    private static OpenSesameException unusable(ReadRequest request, String why) {
        return new KmsTransportException(
                "GetSecretValue",
                "a fail-over region",
                "GetSecretValue of " + request + ": the answer of a fail-over region is of no use, as " + why,
                null);
    }

    /** Mappers are foreign code, so they run before the lock is taken; for a handle opened meanwhile, once more. */
    private static void publish(CacheEntry entry, SecretValue value, Predicate<Map<LiveSecret<?>, Runnable>> take) {
        Map<LiveSecret<?>, Runnable> updates = new HashMap<>();
        do {
            for (LiveSecret<?> handle : entry.handles()) {
                updates.computeIfAbsent(handle, opened -> opened.prepare(value));
            }
        } while (!take.test(updates));
    }

    private void tellOf(ReadRequest request, @Nullable SecretValue before, SecretValue value, Duration took) {
        String id = value.versionId();
        String former = before == null ? null : before.versionId();
        if (former == null || former.equals(id)) {
            if (before != null && before.stale()) {
                LOGGER.info("Secret {} is fresh again: version '{}'", request, id);
            } else {
                LOGGER.debug("Secret {} was read: version '{}'", request, id);
            }
            Kind kind = former == null ? Kind.LOADED : Kind.REFRESHED;
            events.publish(kind, request, event -> event.versionId(id).took(took));
            return;
        }
        LOGGER.info("Secret {} changed from version '{}' to '{}'", request, former, id);
        events.publish(
                Kind.CHANGED,
                request,
                event -> event.versionId(id).previousVersionId(former).took(took));
    }

    /** Before the waiters are told, the local store is asked for a copy, where one would help. */
    private void failed(CacheEntry entry, RuntimeException failure, Instant sentAt) {
        Flight flight = entry.running();
        if (CacheEntry.isRefusalForGood(failure)) {
            archive.forget(entry.request);
        } else if (hasArchive() && flight != null && entry.value == null && !closed) {
            CompletableFuture<Void> unused =
                    tryCopy(entry, flight, failure).whenComplete((done, e) -> settleFailed(entry, failure, sentAt));
            return;
        }
        settleFailed(entry, failure, sentAt);
    }

    /** Looks for a copy in the local store, once a flight, and shows it if nothing better has come. */
    CompletableFuture<Void> tryCopy(CacheEntry entry, Flight flight, RuntimeException failure) {
        if (flight.copyAsked.compareAndSet(false, true)) {
            CompletableFuture<Void> unused = found(entry.request)
                    .thenAccept(found -> found.ifPresent(copy -> standIn(entry, flight, copy, failure)))
                    .whenComplete((done, e) -> flight.copyTried.complete(null));
        }
        return flight.copyTried;
    }

    /** Waiters hang on it, so it comes to an end even if the archive breaks its word not to throw. */
    private CompletableFuture<Optional<Loaded>> found(ReadRequest request) {
        try {
            return archive.find(request);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void standIn(CacheEntry entry, Flight flight, Loaded copy, RuntimeException failure) {
        SecretValue stale = copy.value().withStale(true);
        Loaded marked = new Loaded(stale, copy.home(), copy.wipe());
        publish(entry, stale, updates -> entry.standsIn(marked, failure, updates, clock.instant()));
        if (closed) {
            end(entry);
        } else if (isHeld(entry, stale)) {
            LOGGER.warn(
                    "Secret {} is served from the local store, version '{}' of {}: {}",
                    entry.request,
                    stale.versionId(),
                    stale.loadedAt(),
                    failure.getMessage());
            events.publish(
                    Kind.STORE_READ,
                    entry.request,
                    event -> event.versionId(stale.versionId()).failure(failure));
            events.publish(
                    Kind.SERVED_STALE,
                    entry.request,
                    event -> event.versionId(stale.versionId()).failure(failure));
            if (!entry.isByHand()) { // who refreshes wants KMS's word, not a copy
                flight.future.complete(stale);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very copy, not one like it
    private static boolean isHeld(CacheEntry entry, SecretValue copy) {
        return entry.value == copy;
    }

    private void settleFailed(CacheEntry entry, RuntimeException failure, Instant sentAt) {
        Instant now = clock.instant();
        Failed outcome = Failed.ABSENT;
        try {
            outcome = entry.failed(failure, now);
        } finally {
            report(entry.request, failure, outcome, Duration.between(sentAt, now));
            settle(entry, null, failure);
        }
    }

    /** A future that is complete already was given the local store's copy. */
    private void settle(CacheEntry entry, @Nullable SecretValue value, @Nullable RuntimeException failure) {
        Flight flight = entry.running();
        boolean another = entry.advance(clock.instant());
        if (flight != null && failure != null) {
            flight.future.completeExceptionally(failure);
        } else if (flight != null) {
            flight.future.complete(value);
        }
        if (another) {
            send(entry);
        }
    }

    private void report(ReadRequest request, RuntimeException failure, Failed outcome, Duration took) {
        boolean absent = outcome == Failed.ABSENT;
        if (absent) {
            LOGGER.debug("Secret {} could not be read: {}", request, failure.getMessage());
        } else if (outcome == Failed.ENDED) {
            LOGGER.error("Secret {} is served no more: {}", request, failure.getMessage());
        } else if (outcome == Failed.BECAME_STALE) {
            LOGGER.warn(
                    "Secret {} could not be refreshed, its last value is served: {}", request, failure.getMessage());
        } else { // in an outage, a warning for each try of each secret would drown everything else
            LOGGER.debug("Secret {} could still not be refreshed: {}", request, failure.getMessage());
        }
        Kind kind =
                CacheEntry.isRefusalForGood(failure) ? Kind.REFUSED : absent ? Kind.LOAD_FAILED : Kind.REFRESH_FAILED;
        events.publish(kind, request, event -> event.failure(failure).took(took));
        if (outcome == Failed.BECAME_STALE) {
            events.publish(Kind.SERVED_STALE, request, event -> event.failure(failure));
        } else if (outcome == Failed.ENDED) {
            events.publish(Kind.EXPIRED, request, event -> event.failure(failure));
        }
    }

    private static RuntimeException unwrapped(CacheEntry entry, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof OpenSesameException known
                ? known
                : new IllegalStateException("reading secret " + entry.request + " failed unexpectedly", cause);
    }

    /** Wipes what an entry holds, and fails who waits for it. */
    static void end(CacheEntry entry) {
        IllegalStateException closed = SecretCache.closedException();
        entry.close(closed).forEach(waiting -> waiting.completeExceptionally(closed));
    }
}
