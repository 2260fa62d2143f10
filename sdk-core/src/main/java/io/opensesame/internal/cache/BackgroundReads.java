package io.opensesame.internal.cache;

import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends refreshes and preloads a few at once, and no more a second than the budget allows; what readers wait for
 * counts, and goes first. No preload starts while a refresh waits for its turn. Thread-safe.
 */
final class BackgroundReads {
    /** Readers that miss need threads too. */
    private static final int AT_ONCE = 8;

    /** A tenth of the rate is kept for refreshes: however many readers miss, what is held must not expire. */
    private static final double RESERVE = 10;

    private static final Logger LOGGER = LoggerFactory.getLogger(SecretCache.LOGGER_NAME);

    private final TokenBucket budget;
    private final TokenBucket reserve;
    private final InstantSource clock;
    private final DoubleSupplier random;
    private final Function<ReadRequest, CompletableFuture<SecretValue>> load;
    private final BiConsumer<CacheEntry, Runnable> refresh;
    private final PriorityQueue<Preload> preloads = new PriorityQueue<>(Comparator.comparing(Preload::at));
    private final AtomicInteger wantedPumps = new AtomicInteger();
    private int underWay;
    private boolean refreshesWait;
    private @Nullable RuntimeException closed;

    private record Preload(ReadRequest request, Instant at, CompletableFuture<SecretValue> future) {}

    /**
     * @param load reads what is not held, as a reader does
     * @param refresh sends a refresh that was reserved, and runs the runnable at its end
     */
    BackgroundReads(
            CacheOptions options,
            InstantSource clock,
            DoubleSupplier random,
            Function<ReadRequest, CompletableFuture<SecretValue>> load,
            BiConsumer<CacheEntry, Runnable> refresh) {
        int rate = options.refreshesPerSecond();
        this.budget = new TokenBucket(rate, rate, clock.instant());
        this.reserve = new TokenBucket(1, rate / RESERVE, clock.instant());
        this.clock = clock;
        this.random = random;
        this.load = load;
        this.refresh = refresh;
    }

    /** Counts a call that a reader waits for. */
    void foregroundSent(Instant now) {
        budget.take(now);
    }

    /** Sends a refresh unless one is under way; returns false if it has to wait for its turn. */
    boolean refresh(CacheEntry entry, Instant now) {
        if (!beginRefresh(now)) {
            return false;
        }
        if (entry.beginRefresh(now)) {
            refresh.accept(entry, this::ended);
        } else {
            ended();
        }
        return true;
    }

    private synchronized boolean beginRefresh(Instant now) {
        refreshesWait = !begin(now);
        return !refreshesWait;
    }

    /** Says that no refresh is due, so that none waits any more. */
    synchronized void noneDue() {
        refreshesWait = false;
    }

    private synchronized boolean begin(Instant now) {
        if (underWay == AT_ONCE || !(budget.tryTake(now) || reserve.tryTake(now))) {
            return false;
        }
        underWay++;
        return true;
    }

    private void ended() {
        synchronized (this) {
            underWay--;
        }
        pump();
    }

    /** Reads each at a random moment within the given time. */
    Map<ReadRequest, CompletableFuture<SecretValue>> preload(Collection<ReadRequest> requests, Duration within) {
        Instant now = clock.instant();
        List<Preload> added = new ArrayList<>();
        for (ReadRequest request : requests) {
            Instant at = now.plusNanos((long) (within.toNanos() * random.getAsDouble()));
            added.add(new Preload(request, at, new CompletableFuture<>()));
        }
        synchronized (this) {
            if (closed != null) {
                throw closed;
            }
            preloads.addAll(added);
        }
        pump();
        Map<ReadRequest, CompletableFuture<SecretValue>> reads = new LinkedHashMap<>();
        added.forEach(preload -> reads.put(preload.request(), preload.future()));
        return reads;
    }

    /**
     * Starts the preloads whose moment has come. A call that ends at once comes back here, so it must not go deeper.
     */
    void pump() {
        if (wantedPumps.getAndIncrement() > 0) {
            return;
        }
        int done;
        do {
            done = wantedPumps.get();
            Preload next = next();
            while (next != null) {
                start(next);
                next = next();
            }
        } while (wantedPumps.addAndGet(-done) > 0);
    }

    private synchronized @Nullable Preload next() {
        Preload first = preloads.peek();
        Instant now = clock.instant();
        boolean due = first != null && !first.at().isAfter(now) && !refreshesWait;
        return due && begin(now) ? preloads.poll() : null;
    }

    private void start(Preload preload) {
        CompletableFuture<SecretValue> read;
        try {
            read = load.apply(preload.request());
        } catch (RuntimeException | Error e) {
            read = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<SecretValue> unused = read.whenComplete((value, failure) -> {
            ended();
            if (failure != null) {
                LOGGER.warn("Secret {} could not be preloaded: {}", preload.request(), failure.getMessage());
                preload.future().completeExceptionally(failure);
            } else {
                preload.future().complete(value);
            }
        });
    }

    /** Fails what waits for its moment. */
    void close(RuntimeException reason) {
        List<Preload> waiting;
        synchronized (this) {
            closed = reason;
            waiting = List.copyOf(preloads);
            preloads.clear();
        }
        waiting.forEach(preload -> preload.future().completeExceptionally(reason));
    }
}
