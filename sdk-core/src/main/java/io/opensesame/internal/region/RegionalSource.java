package io.opensesame.internal.region;

import io.opensesame.error.OpenSesameException;
import io.opensesame.internal.cache.ReadRequest;
import io.opensesame.internal.cache.SecretSource;
import io.opensesame.internal.http.FullJitter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads secret values from an ordered list of regions, as {@link RegionalRead} says. Thread-safe. */
public final class RegionalSource implements SecretSource, AutoCloseable {
    private final Settings settings;
    private final Set<RegionalRead> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * How regions are read from.
     *
     * @param regions at least one, home first
     * @param deadline how long a read may take
     * @param rounds how often each region is asked at most
     * @param hedgeAfter how long home may be silent before the next region is asked too; null for as long as it likes
     * @param backoff how long to wait between rounds
     * @param scheduler waits; never blocked
     * @param handOver runs what the scheduler must not: completing a read runs foreign code
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public record Settings(
            List<Region> regions,
            Duration deadline,
            int rounds,
            @Nullable Duration hedgeAfter,
            FullJitter backoff,
            ScheduledExecutorService scheduler,
            Executor handOver,
            LongSupplier nanoTime) {}

    /** Creates a source; nothing is sent yet. */
    public RegionalSource(Settings settings) {
        this.settings = settings;
    }

    /**
     * Returns how long one attempt may take, so that each region gets its share of the deadline: what the options say,
     * or less. A tenth of the deadline is kept for what lies between the attempts.
     */
    public static Duration attemptTimeout(Duration configured, Duration deadline, int regions) {
        Duration share = deadline.multipliedBy(9).dividedBy(10L * regions);
        Duration timeout = configured.compareTo(share) < 0 ? configured : share;
        return timeout.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : timeout;
    }

    @Override
    public CompletableFuture<Loaded> load(ReadRequest request) {
        return load(request, loaded -> null);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the future that is returned is the one that is waited for
    public CompletableFuture<Loaded> load(
            ReadRequest request, Function<Loaded, @Nullable OpenSesameException> objection) {
        RegionalRead read = new RegionalRead(settings, request, objection);
        running.add(read);
        read.result().whenComplete((loaded, failure) -> running.remove(read));
        if (closed) {
            read.fail(closedException());
        }
        read.start();
        return read.result();
    }

    private static IllegalStateException closedException() {
        return new IllegalStateException("this client is closed; build a new OpenSesame");
    }

    /** Fails every read that is under way, and gives up its calls. */
    @Override
    public void close() {
        closed = true;
        running.forEach(read -> read.fail(closedException()));
    }
}
