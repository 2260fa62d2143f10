package io.opensesame.internal.region;

import io.opensesame.error.KmsTransportException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.internal.cache.ReadRequest;
import io.opensesame.internal.cache.SecretSource.Loaded;
import io.opensesame.internal.region.RegionalSource.Settings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One read on its way through the regions. */
final class RegionalRead {
    /*
     * Regions are asked in rounds, each time in their order, home first. What comes of it:
     *   a value that can be used           the value; what else is under way is cancelled, but for home's call:
     *                                      cut short, it would not show whether home is slow or hangs
     *   home refuses the request           the refusal; likewise
     *   home fails                         the next region is asked at once
     *   another region fails or refuses,   the next region is asked at once; who refused is not asked again
     *     or its value cannot be used
     *   home is silent for hedgeAfter      the next region is asked too, once a round
     *   home is on trial, and is silent    likewise, but soon
     *   every region has had its say       a random wait, then the next round
     *   rounds or time are over            a failure that says what each region said, and is never a refusal: a region
     *                                      other than home may lag behind it, or lack the secret
     *
     * At most two calls are under way. No lock is held while one is sent or the result is completed.
     */
    private static final Duration SILENCE_ON_TRIAL = Duration.ofMillis(250);

    private final Settings settings;
    private final ReadRequest request;
    private final Function<Loaded, @Nullable OpenSesameException> objection;
    private final Region home;
    private final long startNanos;
    private final CompletableFuture<Loaded> result = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Queue<Future<?>> cancelledAtTheEnd = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Future<?> homeCall;

    // Guarded by this.
    private final Queue<Region> waiting = new ArrayDeque<>();
    private final Map<Region, OpenSesameException> said = new HashMap<>();
    private final Set<Region> refused = new HashSet<>();
    private int round;
    private int open;
    private boolean homeOpen;

    RegionalRead(Settings settings, ReadRequest request, Function<Loaded, @Nullable OpenSesameException> objection) {
        this.settings = settings;
        this.request = request;
        this.objection = objection;
        this.home = settings.regions().get(0);
        this.startNanos = settings.nanoTime().getAsLong();
    }

    CompletableFuture<Loaded> result() {
        return result;
    }

    void start() {
        nextRound();
    }

    private void nextRound() {
        boolean onTrial = home.onTrial().getAsBoolean();
        Ask first;
        int begun;
        synchronized (this) {
            begun = ++round;
            settings.regions().stream()
                    .filter(region -> !refused.contains(region))
                    .forEach(waiting::add);
            first = Objects.requireNonNull(next(), "home is asked in each round");
        }
        Duration silence = silence(onTrial);
        if (silence != null) {
            later(silence.toMillis(), () -> hedge(begun));
        }
        send(first);
    }

    /** Returns how long home may be silent before the next region is asked too; null for as long as it likes. */
    private @Nullable Duration silence(boolean onTrial) {
        Duration hedgeAfter = settings.hedgeAfter();
        boolean soon = onTrial && (hedgeAfter == null || hedgeAfter.compareTo(SILENCE_ON_TRIAL) > 0);
        return soon ? SILENCE_ON_TRIAL : hedgeAfter;
    }

    /** A region to ask, and the time it gets. */
    private record Ask(Region region, Duration time) {}

    /** Takes the next region of this round, with its share of what is left of the deadline; null if there is none. */
    private @Nullable Ask next() {
        long share = leftNanos() / Math.max(1, waiting.size());
        Region region = waiting.poll();
        if (region == null) {
            return null;
        }
        open++;
        homeOpen |= region.equals(home);
        return new Ask(region, Duration.ofNanos(Math.max(1, share)));
    }

    private void hedge(int roundOfTimer) {
        Ask second;
        synchronized (this) {
            second = homeOpen && round == roundOfTimer ? next() : null;
        }
        if (second != null) {
            send(second);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ended() is told
    private void send(Ask ask) {
        if (ended.get()) {
            return;
        }
        CompletableFuture<Loaded> call;
        try {
            call = ask.region().reader().read(request, ask.time());
        } catch (RuntimeException | Error e) {
            call = CompletableFuture.failedFuture(e);
        }
        if (ask.region().equals(home)) {
            homeCall = call;
            cancelIfEnded(call);
        } else {
            cancelAtTheEnd(call);
        }
        call.whenComplete((loaded, failure) -> {
            if (loaded != null) {
                answered(ask.region(), loaded);
            } else {
                failed(ask.region(), cause(failure));
            }
        });
    }

    private void answered(Region region, Loaded loaded) {
        OpenSesameException useless = region.equals(home) ? null : objection.apply(loaded);
        if (useless != null) {
            loaded.wipe().run();
            failed(region, useless); // home may be under way
            return;
        }
        if (!end()) {
            loaded.wipe().run(); // the other region was quicker
            return;
        }
        result.complete(loaded);
    }

    private void failed(Region region, Throwable failure) {
        if (ended.get()) {
            return; // such as a call that was cancelled as the other region was quicker
        }
        if (!(failure instanceof OpenSesameException known)) {
            fail(failure); // the client was closed, or there is an error in this library: not the region's failure
            return;
        }
        boolean ofTheRegion = RegionFailure.isOfTheRegion(known);
        if (region.equals(home) && !ofTheRegion) {
            fail(known);
            return;
        }
        Ask next;
        boolean roundOver;
        synchronized (this) {
            said.put(region, known);
            if (!ofTheRegion) {
                refused.add(region);
            }
            open--;
            homeOpen &= !region.equals(home);
            if (leftNanos() <= 0) {
                waiting.clear();
            }
            next = next();
            roundOver = open == 0;
        }
        if (next != null) {
            send(next);
        } else if (roundOver) {
            endRound();
        }
    }

    private void endRound() {
        long millis;
        boolean another;
        synchronized (this) {
            millis = settings.backoff().millis(round, pauseAskedFor());
            another = round < settings.rounds() && TimeUnit.MILLISECONDS.toNanos(millis) < leftNanos();
        }
        if (another) {
            later(millis, this::nextRound);
        } else {
            fail(everyRegionFailed());
        }
    }

    /** Returns the shortest pause, as it lets one region be asked again; null if one region asked for none. */
    private @Nullable Duration pauseAskedFor() {
        Duration shortest = null;
        for (Region region : settings.regions()) {
            OpenSesameException failure = said.get(region);
            if (failure == null || refused.contains(region)) {
                continue;
            }
            Duration asked = RegionFailure.retryAfter(failure);
            if (asked == null) {
                return null;
            }
            shortest = shortest == null || asked.compareTo(shortest) < 0 ? asked : shortest;
        }
        return shortest;
    }

    private synchronized KmsTransportException everyRegionFailed() {
        OpenSesameException ofHome = said.get(home);
        StringBuilder message = new StringBuilder("GetSecretValue of ")
                .append(request)
                .append(": none of ")
                .append(settings.regions().size())
                .append(" regions gave a value within ")
                .append(settings.deadline())
                .append(" and ")
                .append(round)
                .append(round == 1 ? " round." : " rounds.");
        for (Region region : settings.regions()) {
            OpenSesameException failure = said.get(region);
            message.append(" [").append(region.authority()).append("] ");
            message.append(failure == null ? "There was no time to ask it." : failure.getMessage());
        }
        KmsTransportException failure =
                new KmsTransportException("GetSecretValue", home.authority(), message.toString(), ofHome);
        settings.regions().stream()
                .skip(1)
                .filter(said::containsKey)
                .forEach(region -> failure.addSuppressed(said.get(region)));
        return failure;
    }

    private long leftNanos() {
        return settings.deadline().toNanos() - (settings.nanoTime().getAsLong() - startNanos);
    }

    private void later(long millis, Runnable task) {
        try {
            Future<?> timer = settings.scheduler().schedule(() -> handOver(task), millis, TimeUnit.MILLISECONDS);
            cancelAtTheEnd(timer);
        } catch (RuntimeException | Error e) { // the client is being closed, or there is no memory for a thread
            fail(e);
        }
    }

    private void handOver(Runnable task) {
        try {
            settings.handOver().execute(() -> {
                if (!ended.get()) {
                    task.run();
                }
            });
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void cancelAtTheEnd(Future<?> work) {
        cancelledAtTheEnd.add(work);
        cancelIfEnded(work);
    }

    private void cancelIfEnded(Future<?> work) {
        if (ended.get()) {
            work.cancel(false);
        }
    }

    /** Ends the read with a failure, unless it has ended. */
    void fail(Throwable failure) {
        if (end()) {
            Future<?> atHome = homeCall;
            if (atHome != null) {
                atHome.cancel(false);
            }
            result.completeExceptionally(failure);
        }
    }

    /** Claims the one end there is, and cancels what is still under way at other regions than home. */
    private boolean end() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        cancelledAtTheEnd.forEach(work -> work.cancel(false));
        return true;
    }

    private static Throwable cause(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause != null ? cause : new IllegalStateException("a region gave neither value nor failure");
    }
}
