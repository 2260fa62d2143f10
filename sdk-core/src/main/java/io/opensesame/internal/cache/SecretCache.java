package io.opensesame.internal.cache;

import io.opensesame.error.OpenSesameException;
import io.opensesame.error.SecretNotFoundException;
import io.opensesame.error.ServiceRefusal;
import io.opensesame.internal.cache.CacheEntry.Ticket;
import io.opensesame.internal.cache.SecretSource.Loaded;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds secret values and refreshes them in the background. Thread-safe.
 *
 * <p>A hit is a look-up and one volatile read; freshness and bounds are kept by {@link #tick}, which its owner calls at
 * least once a second on a thread that must never block, so it does not. Entries are as {@link CacheEntry} says.
 */
public final class SecretCache implements AutoCloseable {
    /** The logger of all that happens to secrets; a name for operators, whatever the classes are called. */
    static final String LOGGER_NAME = "io.opensesame.secrets";

    private static final Logger LOGGER = LoggerFactory.getLogger(LOGGER_NAME);

    private static final int REFRESHES_AT_ONCE = 8;

    /** How long an entry that holds nothing is kept: long enough for the waiters of a failed load to have gone. */
    private static final Duration KEEP_ABSENT = Duration.ofSeconds(10);

    private final ConcurrentHashMap<String, SecretVersions> secrets = new ConcurrentHashMap<>();
    private final SecretSource source;
    private final CacheOptions options;
    private final RefreshSchedule schedule;
    private final InstantSource clock;
    private final AtomicInteger refreshing = new AtomicInteger();
    private volatile boolean closed;

    /**
     * @param source where values are read from
     * @param options bounds
     * @param clock tells the time for ages and bounds
     * @param random gives numbers from 0, inclusive, to 1, exclusive, to spread refreshes with
     */
    public SecretCache(SecretSource source, CacheOptions options, InstantSource clock, DoubleSupplier random) {
        this.source = source;
        this.options = options;
        this.schedule = new RefreshSchedule(options, random);
        this.clock = clock;
    }

    @Nullable
    SecretValue heldCurrent(String name) {
        SecretVersions versions = secrets.get(name);
        return versions == null ? null : held(versions.current());
    }

    @Nullable
    SecretValue heldStage(String name, VersionStage stage) {
        SecretVersions versions = secrets.get(name);
        return versions == null ? null : held(versions.stage(stage));
    }

    @Nullable
    SecretValue heldVersion(String name, String versionId) {
        SecretVersions versions = secrets.get(name);
        return versions == null ? null : held(versions.version(versionId));
    }

    private static @Nullable SecretValue held(@Nullable CacheEntry entry) {
        return entry == null ? null : entry.value;
    }

    /**
     * Returns what is held, or joins the one call that reads it. The future is shared: it must not leave this package.
     */
    CompletableFuture<SecretValue> load(ReadRequest request) {
        while (true) {
            CacheEntry entry = entry(request);
            SecretValue held = entry.value;
            if (held != null) {
                return CompletableFuture.completedFuture(held);
            }
            Ticket ticket = entry.join(clock.instant());
            if (ticket != null) {
                return redeem(entry, ticket);
            }
        }
    }

    /** Reads anew, by a call that is sent after this method was called. */
    CompletableFuture<SecretValue> refresh(ReadRequest request) {
        while (true) {
            CacheEntry entry = entry(request);
            Ticket ticket = entry.enqueue(clock.instant());
            if (ticket != null) {
                return redeem(entry, ticket);
            }
        }
    }

    private CompletableFuture<SecretValue> redeem(CacheEntry entry, Ticket ticket) {
        if (ticket.send()) {
            send(entry);
        }
        return ticket.future();
    }

    CacheEntry entry(ReadRequest request) {
        CacheEntry[] found = new CacheEntry[1];
        secrets.compute(request.name(), (name, known) -> {
            requireOpen();
            SecretVersions versions = known == null ? new SecretVersions() : known;
            found[0] = versions.obtain(request, asked -> new CacheEntry(asked, options, schedule));
            return versions;
        });
        return found[0];
    }

    private void send(CacheEntry entry) {
        send(entry, () -> {});
    }

    /** Whatever is thrown on the way, errors too, must reach the waiters, and free the entry for the next call. */
    private void send(CacheEntry entry, Runnable ended) {
        CompletableFuture<Loaded> answer;
        try {
            answer = source.load(entry.request);
        } catch (RuntimeException | Error e) {
            answer = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Loaded> unused = answer.whenComplete((loaded, failure) -> {
            ended.run();
            try {
                if (loaded != null) {
                    answered(entry, loaded);
                } else {
                    settle(entry, null, unwrapped(entry, failure));
                }
            } catch (RuntimeException | Error e) { // such as a mapper's StackOverflowError
                settle(entry, null, unwrapped(entry, e));
            }
        });
    }

    private void answered(CacheEntry entry, Loaded loaded) {
        String expected =
                entry.request.expectedVersionId().orElse(loaded.value().versionId());
        if (!expected.equals(loaded.value().versionId())) {
            loaded.wipe().run();
            settle(entry, null, otherVersion(entry.request, loaded.value()));
            return;
        }
        SecretValue before = entry.value;
        publish(entry, loaded);
        if (closed) {
            close(entry);
            return;
        }
        if (before != null && !before.versionId().equals(loaded.value().versionId())) {
            LOGGER.info(
                    "Secret {} changed from version '{}' to '{}'",
                    entry.request,
                    before.versionId(),
                    loaded.value().versionId());
        } else {
            LOGGER.debug(
                    "Secret {} was read: version '{}'",
                    entry.request,
                    loaded.value().versionId());
        }
        settle(entry, loaded.value(), null);
    }

    /** Mappers are foreign code, so they run before the lock is taken; for a handle opened meanwhile, once more. */
    private void publish(CacheEntry entry, Loaded loaded) {
        Map<LiveSecret<?>, Runnable> updates = new HashMap<>();
        do {
            for (LiveSecret<?> handle : entry.handles()) {
                updates.computeIfAbsent(handle, opened -> opened.prepare(loaded.value()));
            }
        } while (!entry.succeeded(loaded, updates, clock.instant()));
    }

    private static RuntimeException otherVersion(ReadRequest request, SecretValue value) {
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

    private void settle(CacheEntry entry, @Nullable SecretValue value, @Nullable RuntimeException failure) {
        CompletableFuture<SecretValue> waiting = entry.running();
        try {
            if (failure != null) {
                boolean held = entry.value != null;
                entry.failed(failure, clock.instant());
                report(entry, failure, held);
            }
        } finally {
            boolean another = entry.advance();
            complete(waiting, value, failure);
            if (another) {
                send(entry);
            }
        }
    }

    private static void complete(
            @Nullable CompletableFuture<SecretValue> waiting,
            @Nullable SecretValue value,
            @Nullable RuntimeException failure) {
        if (waiting != null && failure != null) {
            waiting.completeExceptionally(failure);
        } else if (waiting != null) {
            waiting.complete(value);
        }
    }

    private static void report(CacheEntry entry, RuntimeException failure, boolean held) {
        if (!held) {
            LOGGER.debug("Secret {} could not be read: {}", entry.request, failure.getMessage());
        } else if (entry.value != null) {
            LOGGER.warn(
                    "Secret {} could not be refreshed, its last value is served: {}",
                    entry.request,
                    failure.getMessage());
        } else {
            LOGGER.error("Secret {} is served no more: {}", entry.request, failure.getMessage());
        }
    }

    private static RuntimeException unwrapped(CacheEntry entry, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof OpenSesameException known
                ? known
                : new IllegalStateException("reading secret " + entry.request + " failed unexpectedly", cause);
    }

    /** Sends the refreshes that are due, ends what is past its bounds, and forgets what nobody wants. Never blocks. */
    public void tick() {
        Instant now = clock.instant();
        List<String> droppable = new ArrayList<>();
        secrets.forEach((name, versions) -> versions.forEach(entry -> {
            tick(entry, now);
            if (entry.value == null) {
                droppable.add(name);
            }
        }));
        Instant askedBefore = now.minus(KEEP_ABSENT);
        for (String name : droppable) {
            secrets.computeIfPresent(name, (same, versions) -> {
                versions.removeIf(entry -> entry.dropIfUnwanted(askedBefore));
                return versions.isEmpty() ? null : versions;
            });
        }
    }

    private void tick(CacheEntry entry, Instant now) {
        boolean held = entry.value != null;
        // Readers that miss need threads too, so refreshes that come due together go out a few at a time.
        if (entry.tick(now, refreshing.get() < REFRESHES_AT_ONCE)) {
            refreshing.incrementAndGet();
            send(entry, refreshing::decrementAndGet);
        }
        if (held && entry.value == null) {
            LOGGER.error("Secret {} is served no more: it could not be refreshed in time", entry.request);
        }
    }

    void requireOpen() {
        if (closed) {
            throw closedException();
        }
    }

    private static IllegalStateException closedException() {
        return new IllegalStateException("this client is closed; build a new OpenSesame");
    }

    /** Wipes every value that is held, and fails who waits for one; reads fail from now on. */
    @Override
    public void close() {
        closed = true;
        secrets.forEach((name, versions) -> versions.forEach(SecretCache::close));
        secrets.clear();
    }

    private static void close(CacheEntry entry) {
        IllegalStateException closed = closedException();
        entry.close(closed).forEach(waiting -> waiting.completeExceptionally(closed));
    }
}
