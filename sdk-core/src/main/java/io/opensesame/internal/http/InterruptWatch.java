package io.opensesame.internal.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;

/**
 * Cancels the HTTP calls of threads that were interrupted: a thread that waits for a socket does not notice by itself.
 *
 * <p>It looks every 50 ms while calls are under way, and rests otherwise.
 */
final class InterruptWatch {
    private static final long PERIOD_MILLIS = 50;

    private final ScheduledExecutorService scheduler;
    private final Map<Call, Thread> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean armed = new AtomicBoolean();

    InterruptWatch(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    void watch(Call call) {
        waiting.put(call, Thread.currentThread());
        arm();
    }

    void forget(Call call) {
        waiting.remove(call);
    }

    private void arm() {
        if (!armed.get() && armed.compareAndSet(false, true)) {
            scheduleLook();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void scheduleLook() {
        try {
            scheduler.schedule(this::look, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            armed.set(false); // the client is being closed, which cancels every call
        } catch (Error e) {
            armed.set(false); // such as no memory for a thread: the next call arms it again
            throw e;
        }
    }

    private static void cancel(Call call) {
        try {
            call.cancel();
        } catch (RuntimeException e) {
            // The other calls are looked at all the same; this one again next time.
        }
    }

    private void look() {
        waiting.forEach((call, thread) -> {
            if (thread.isInterrupted()) {
                cancel(call);
            }
        });
        if (!waiting.isEmpty()) {
            scheduleLook();
            return;
        }
        armed.set(false);
        if (!waiting.isEmpty()) {
            arm(); // one came in between, and saw the watch still armed
        }
    }
}
