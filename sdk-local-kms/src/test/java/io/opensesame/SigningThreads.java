package io.opensesame;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;

/** Threads that make a call over and over, until one fails or they are told to end. */
final class SigningThreads implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final ExecutorService threads;
    private final AtomicLongArray ended;
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    /** Starts a thread for each of the calls. */
    SigningThreads(List<? extends Callable<?>> calls) {
        this.threads = Executors.newFixedThreadPool(calls.size());
        this.ended = new AtomicLongArray(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            int thread = i;
            threads.execute(() -> goOn(thread, calls.get(thread)));
        }
    }

    private void goOn(int thread, Callable<?> call) {
        while (!over) {
            try {
                call.call();
                ended.incrementAndGet(thread);
            } catch (Exception | AssertionError e) {
                failures.add(e);
                over = true;
            }
        }
    }

    /** Waits until each thread has made a call from its beginning to its end, or one has failed. */
    void makeAnotherCallEach() {
        List<Long> before = counts();
        await().atMost(LONGEST_WAIT).pollInterval(Duration.ofMillis(5)).until(() -> over || twoMore(before));
    }

    /** The first of the two may have begun earlier. */
    private boolean twoMore(List<Long> before) {
        List<Long> now = counts();
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i) < before.get(i) + 2) {
                return false;
            }
        }
        return true;
    }

    private List<Long> counts() {
        return LongStream.range(0, ended.length())
                .mapToObj(i -> ended.get((int) i))
                .toList();
    }

    boolean goOn() {
        return !over;
    }

    long calls() {
        return counts().stream().mapToLong(Long::longValue).sum();
    }

    Queue<Throwable> failures() {
        return failures;
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
    }
}
