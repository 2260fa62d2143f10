package io.opensesame.internal.http;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What calls run on: threads, time and chance.
 *
 * @param calls runs the attempts of asynchronous calls; bounded, and rejects what it cannot take rather than running it
 *     on the thread that hands it in
 * @param scheduler waits between the attempts of asynchronous calls; never blocked. It should remove cancelled tasks
 * @param clock the wall clock, for the time in signatures
 * @param nanoTime a monotonic clock in nanoseconds, for deadlines
 * @param pause how the thread of a synchronous call waits
 * @param random for nonces and jitter; thread-safe
 */
public record CallRuntime(
        Executor calls,
        ScheduledExecutorService scheduler,
        Clock clock,
        LongSupplier nanoTime,
        Pause pause,
        RandomGenerator random) {
    /** Waits on the calling thread. */
    @FunctionalInterface
    public interface Pause {
        void millis(long millis) throws InterruptedException;
    }

    /** Returns a runtime on the system's time and randomness. */
    public static CallRuntime of(Executor calls, ScheduledExecutorService scheduler) {
        return new CallRuntime(
                calls, scheduler, Clock.systemUTC(), System::nanoTime, Thread::sleep, new SecureRandom());
    }
}
