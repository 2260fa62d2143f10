package io.opensesame.benchmarks.scenario;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Does on a thread of its own what some caches do not end by themselves. */
final class Bounded {
    private Bounded() {}

    /**
     * What a single read came to.
     *
     * @param words the value's beginning is not shown: "value", the failure's name, or "no answer"
     * @param millis how long it took, or the limit
     * @param ended whether it ended within the limit
     */
    record Read(String words, double millis, boolean ended) {
        String time() {
            return (ended ? "" : "> ") + "%,.0f".formatted(millis);
        }
    }

    /** Opens a cache, which may read already, and reads once. */
    static Read openAndRead(Callable<CachedReader> opener, String name, Duration limit) throws InterruptedException {
        AtomicReference<@Nullable CachedReader> opened = new AtomicReference<>();
        FutureTask<String> task = new FutureTask<>(() -> {
            CachedReader reader = opener.call();
            opened.set(reader);
            return reader.read(name);
        });
        Read read = await(task, limit);
        CachedReader reader = opened.get();
        if (reader != null) {
            close(reader);
        }
        return read;
    }

    private static Read await(FutureTask<String> task, Duration limit) throws InterruptedException {
        Thread thread = start(task, "bounded-read");
        long start = System.nanoTime();
        try {
            String value = task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new Read(value.isEmpty() ? "an empty value" : "the value", (System.nanoTime() - start) / 1e6, true);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Read(cause.getClass().getSimpleName(), (System.nanoTime() - start) / 1e6, true);
        } catch (TimeoutException e) {
            thread.interrupt();
            return new Read("no answer", limit.toMillis(), false);
        }
    }

    /** Closes a cache, which may wait for readers; it is left alone after a second. */
    static void close(CachedReader reader) throws InterruptedException {
        start(
                        new FutureTask<Void>(() -> {
                            reader.close();
                            return null;
                        }),
                        "bounded-close")
                .join(1000);
    }

    private static Thread start(FutureTask<?> task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
