package io.opensesame.internal.cache;

import io.opensesame.error.KmsTransportException;
import io.opensesame.internal.cache.CacheEntry.Ticket;
import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretSnapshot;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds secret values and refreshes them in the background. Thread-safe.
 *
 * <p>A hit is a look-up and one volatile read; freshness and bounds are kept by {@link #tick}, which its owner calls at
 * least once a second on a thread that must never block, so it does not. Entries are as {@link CacheEntry} says.
 */
public final class SecretCache implements AutoCloseable {
    /** The logger of all that happens to secrets; a name for operators, whatever the classes are called. */
    static final String LOGGER_NAME = "io.opensesame.secrets";

    /** How long readers of what is not held wait for KMS before the local store is asked too. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ConcurrentHashMap<String, SecretVersions> secrets = new ConcurrentHashMap<>();
    private final CacheOptions options;
    private final RefreshSchedule schedule;
    private final InstantSource clock;
    private final CacheReads reads;
    private final BackgroundReads background;
    private final Sweep sweep;
    private volatile boolean closed;

    /**
     * @param source where values are read from
     * @param archive where copies are kept
     * @param options bounds
     * @param clock tells the time for ages and bounds
     * @param random gives numbers from 0, inclusive, to 1, exclusive, to spread refreshes with
     * @param events told of what happens
     */
    public SecretCache(
            SecretSource source,
            SecretArchive archive,
            CacheOptions options,
            InstantSource clock,
            DoubleSupplier random,
            SecretEvents events) {
        this.options = options;
        this.schedule = new RefreshSchedule(options, random);
        this.clock = clock;
        this.reads = new CacheReads(source, archive, schedule, clock, events);
        this.background = new BackgroundReads(options, clock, random, request -> load(request, false), reads::send);
        this.sweep = new Sweep(secrets, options, events, background);
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
        if (entry == null) {
            return null;
        }
        SecretValue value = entry.value;
        if (value != null && !entry.used) {
            entry.used = true;
        }
        return value;
    }

    CacheOptions options() {
        return options;
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * Returns what is held, or joins the one call that reads it. The future is shared: it must not leave this package.
     */
    CompletableFuture<SecretValue> load(ReadRequest request) {
        return load(request, true);
    }

    private CompletableFuture<SecretValue> load(ReadRequest request, boolean foreground) {
        while (true) {
            CacheEntry entry = entry(request);
            SecretValue held = held(entry);
            if (held != null) {
                return CompletableFuture.completedFuture(held);
            }
            Ticket ticket = entry.join(clock.instant());
            if (ticket != null) {
                return redeem(entry, ticket, foreground).future();
            }
        }
    }

    /** Reads anew, by a call that is sent after this method was called. */
    CompletableFuture<SecretValue> refresh(ReadRequest request) {
        return ticket(request, CacheEntry::enqueue).future();
    }

    /** Reads anew since the held version was rejected, unless that was done a moment ago or too often. */
    Ticket checkAfterRejection(ReadRequest request) {
        return ticket(request, CacheEntry::joinAfterRejection);
    }

    /** What reserves a flight of an entry, for the given time; gives null if the entry was dropped. */
    @FunctionalInterface
    private interface Reservation {
        @Nullable
        Ticket of(CacheEntry entry, Instant now);
    }

    private Ticket ticket(ReadRequest request, Reservation reservation) {
        while (true) {
            CacheEntry entry = entry(request);
            Ticket ticket = reservation.of(entry, clock.instant());
            if (ticket != null) {
                return redeem(entry, ticket, true);
            }
        }
    }

    private Ticket redeem(CacheEntry entry, Ticket ticket, boolean foreground) {
        if (ticket.send()) {
            if (foreground) {
                background.foregroundSent(clock.instant());
            }
            reads.send(entry);
        }
        return ticket;
    }

    CacheEntry entry(ReadRequest request) {
        CacheEntry known = known(request);
        if (known != null) {
            requireOpen();
            return known;
        }
        CacheEntry[] found = new CacheEntry[1];
        secrets.compute(request.name(), (name, versions) -> {
            requireOpen();
            SecretVersions held = versions == null ? new SecretVersions() : versions;
            found[0] = held.obtain(request, asked -> new CacheEntry(asked, options, schedule, clock.instant()));
            return held;
        });
        return found[0];
    }

    private @Nullable CacheEntry known(ReadRequest request) {
        SecretVersions versions = secrets.get(request.name());
        VersionStage stage = request.stage();
        if (versions == null) {
            return null;
        }
        return stage != null
                ? versions.stage(stage)
                : versions.version(request.expectedVersionId().orElseThrow());
    }

    /** Reads what is not held, a few at once and no faster than the budget allows, spread over the given time. */
    Map<ReadRequest, CompletableFuture<SecretValue>> preload(Collection<ReadRequest> requests, Duration within) {
        requireOpen();
        return background.preload(
                requests.stream()
                        .filter(request -> held(known(request)) == null)
                        .toList(),
                within);
    }

    /** Sends the refreshes that are due, ends what is past its bounds, and forgets what nobody wants. Never blocks. */
    public void tick() {
        Instant now = clock.instant();
        sweep.run(now);
        if (reads.hasArchive()) {
            helpSlowLoads(now.minus(PATIENCE));
        }
    }

    private void helpSlowLoads(Instant sentBefore) {
        secrets.forEach((name, versions) -> versions.forEach(entry -> {
            Flight slow = entry.slowLoad(sentBefore);
            if (slow != null) {
                CompletableFuture<Void> unused = reads.tryCopy(entry, slow, noAnswerYet(entry.request));
            }
        }));
    }

    private static RuntimeException noAnswerYet(ReadRequest request) {
        return new KmsTransportException(
                "GetSecretValue",
                "KMS",
                "GetSecretValue of " + request + ": there was no answer within " + PATIENCE.toMillis()
                        + " ms; the call goes on.",
                null);
    }

    List<SecretSnapshot> snapshot() {
        Instant now = clock.instant();
        List<SecretSnapshot> snapshots = new ArrayList<>();
        secrets.forEach((name, versions) -> versions.forEach(entry -> snapshots.add(entry.snapshot(now))));
        snapshots.sort(Comparator.comparing(SecretSnapshot::name));
        return List.copyOf(snapshots);
    }

    void requireOpen() {
        if (closed) {
            throw closedException();
        }
    }

    static IllegalStateException closedException() {
        return new IllegalStateException("this client is closed; build a new OpenSesame");
    }

    /** Wipes every value that is held, and fails who waits for one; reads fail from now on. */
    @Override
    public void close() {
        closed = true;
        reads.close();
        background.close(closedException());
        secrets.forEach((name, versions) -> versions.forEach(CacheReads::end));
        secrets.clear();
    }
}
