package io.opensesame.benchmarks.process;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** Fetches as fast as some threads can, and counts what that costs this JVM. */
final class FetchLoad {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final Callable<?> fetch;
    private final long endNanos;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong readersBytes = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    private FetchLoad(Callable<?> fetch, long millis) {
        this.fetch = fetch;
        this.endNanos = System.nanoTime() + millis * 1_000_000;
    }

    /** Runs one round, and returns it as a line: requests, failures, nanoseconds, CPU nanoseconds, bytes allocated. */
    static String run(Callable<?> fetch, int threads, long millis) throws InterruptedException {
        FetchLoad load = new FetchLoad(fetch, millis);
        long start = System.nanoTime();
        long cpu = PROCESS.getProcessCpuTime();
        Map<Long, Long> before = allocated();
        load.readWith(threads);
        long bytes = load.readersBytes.get() + grown(before, allocated());
        return load.requests + " " + load.failures + " " + (System.nanoTime() - start) + " "
                + (PROCESS.getProcessCpuTime() - cpu) + " " + bytes;
    }

    private void readWith(int count) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(this::read, "load-" + i);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void read() {
        long done = 0;
        while (System.nanoTime() < endNanos) {
            try {
                fetch.call();
                done++;
            } catch (Exception e) {
                failures.incrementAndGet();
            }
        }
        requests.addAndGet(done);
        readersBytes.addAndGet(
                THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()));
    }

    /** What each thread that lives now has allocated; a client's own threads outlive a round. */
    private static Map<Long, Long> allocated() {
        Map<Long, Long> bytes = new HashMap<>();
        for (long id : THREADS.getAllThreadIds()) {
            bytes.put(id, THREADS.getThreadAllocatedBytes(id));
        }
        return bytes;
    }

    private static long grown(Map<Long, Long> before, Map<Long, Long> after) {
        return after.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .sum();
    }
}
