package io.opensesame.internal.envelope;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing that KMS was asked for, shared by all who need it until it is too old. Thread-safe; reading it takes no
 * lock.
 */
final class AgingValue<V> {
    /*
     *            what it is                        held     fetch                                   refresh
     *   absent   never fetched                     null     starts the call, or joins it            the same
     *   fresh    younger than 3/4 of maxAge        it       nothing to do                           nothing to do
     *   due      older                             it       nothing to do                           starts the call, if none is under way
     *   too old  maxAge or older                   null     starts the call, or joins it            the same
     *   closed   for good                          null     null                                    nothing
     * Age counts from when the call was sent: a permission that was taken away since is not relied on for longer.
     * There is one call at a time. What was fetched is replaced whole, and let go of once; what arrives after the end
     * is let go of at once. After a refresh that failed there is a pause.
     */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final AgeClock clock;
    private final long maxAgeNanos;
    private final long dueNanos;
    private final long pauseNanos;
    private final Consumer<? super V> letGo;
    private volatile @Nullable Held<V> held;
    private volatile @Nullable CompletableFuture<V> flight;
    private volatile long retryNanos;
    private boolean closed;

    /** @param letGo called once with each value that is held no more */
    AgingValue(AgeClock clock, Duration maxAge, Consumer<? super V> letGo) {
        this.clock = clock;
        this.maxAgeNanos = maxAge.toNanos();
        this.dueNanos = maxAgeNanos - maxAgeNanos / 4;
        this.pauseNanos = Math.min(maxAgeNanos / 32, LONGEST_PAUSE.toNanos());
        this.letGo = letGo;
        this.retryNanos = clock.nanos();
    }

    private record Held<V>(V value, long sentNanos) {}

    /** Returns the value, unless there is none or it is too old at the given time. */
    @Nullable
    V held(long now) {
        Held<V> current = held;
        return current == null || now - current.sentNanos() >= maxAgeNanos ? null : current.value();
    }

    boolean isDue(long now) {
        Held<V> current = held;
        return current != null && now - current.sentNanos() >= dueNanos;
    }

    boolean isUnderWay() {
        return flight != null;
    }

    /** Whether no value is held, however old. */
    boolean isEmpty() {
        return held == null;
    }

    /**
     * Returns what is held, or the one call that fetches it. The future fails with the bare exception, and is completed
     * where the call is: what hangs on it must not block.
     *
     * @param unfit a value that does not serve although it is held, or null
     * @param call sends the call
     * @return null if this was closed
     */
    @Nullable
    CompletableFuture<V> fetch(@Nullable V unfit, Supplier<CompletableFuture<V>> call) {
        CompletableFuture<V> mine;
        synchronized (this) {
            if (closed) {
                return null;
            }
            V current = held(clock.nanos());
            if (current != null && !isSame(current, unfit)) {
                return CompletableFuture.completedFuture(current);
            }
            CompletableFuture<V> underWay = flight;
            if (underWay != null) {
                return underWay;
            }
            mine = new CompletableFuture<>();
            flight = mine;
        }
        send(mine, call);
        return mine;
    }

    @SuppressWarnings("ReferenceEquality") // the very value, not one like it
    private static <V> boolean isSame(V value, @Nullable V other) {
        return value == other;
    }

    /** Fetches it anew while what is held serves on, unless that is under way or has just failed. */
    void refresh(long now, Supplier<CompletableFuture<V>> call) {
        if (flight != null || now - retryNanos < 0) {
            return;
        }
        CompletableFuture<V> mine = new CompletableFuture<>();
        synchronized (this) {
            if (closed || flight != null || now - retryNanos < 0) {
                return;
            }
            flight = mine;
        }
        send(mine, call);
    }

    private void send(CompletableFuture<V> mine, Supplier<CompletableFuture<V>> call) {
        long sentNanos = clock.nanos();
        CompletableFuture<V> answer;
        try {
            answer = call.get();
        } catch (RuntimeException | Error e) { // whatever happens must reach those who wait
            answer = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<V> unused = answer.whenComplete((value, failure) -> settle(mine, value, failure, sentNanos));
    }

    private void settle(CompletableFuture<V> mine, @Nullable V value, @Nullable Throwable failure, long sentNanos) {
        if (value == null) {
            synchronized (this) {
                flight = null;
                retryNanos = clock.nanos() + pauseNanos;
            }
            mine.completeExceptionally(causeOf(failure));
            return;
        }
        V noLongerHeld = value;
        synchronized (this) {
            flight = null;
            if (!closed) {
                Held<V> before = held;
                noLongerHeld = before == null ? null : before.value();
                held = new Held<>(value, sentNanos);
            }
        }
        mine.complete(value); // if it was closed meanwhile, those who wait were told already
        if (noLongerHeld != null) {
            letGo.accept(noLongerHeld);
        }
    }

    /** Returns the exception itself, not the one that a stage wraps it in. */
    static Throwable causeOf(@Nullable Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return failure.getCause();
        }
        return failure == null ? new IllegalStateException("a call to KMS gave neither answer nor failure") : failure;
    }

    /** Closes this if nobody waits for it. */
    boolean closeIfIdle() {
        synchronized (this) {
            if (flight != null) {
                return false;
            }
            closed = true;
        }
        letGoOfHeld();
        return true;
    }

    /** Closes this, and fails who waits for it. */
    void close(RuntimeException failure) {
        CompletableFuture<V> waiting;
        synchronized (this) {
            closed = true;
            waiting = flight;
        }
        letGoOfHeld();
        if (waiting != null) {
            waiting.completeExceptionally(failure);
        }
    }

    private void letGoOfHeld() {
        Held<V> last;
        synchronized (this) {
            last = held;
            held = null;
        }
        if (last != null) {
            letGo.accept(last.value());
        }
    }
}
