package io.opensesame.benchmarks.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that read one secret again and again, with a pause in between: without it, they would wait for each other's
 * turn on the processor, and not for the cache.
 */
final class ReaderGroup {
    /** A read that takes longer has waited for something. */
    static final Duration BLOCKED = Duration.ofMillis(5);

    private static final Duration PAUSE = Duration.ofMillis(2);

    private final CachedReader reader;
    private final String name;
    private final List<Log> logs = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Exception> firstFailure = new AtomicReference<>();
    private volatile boolean stopped;

    /** What one thread saw; written by it alone. */
    private static final class Log {
        private final List<Long> blockedNanos = new ArrayList<>();
        private long reads;
        private long failures;
        private long longestNanos;
        private volatile long readingSinceNanos;
        private volatile boolean ended;

        /** Adds a read, unless the group has already counted it as one without an end. */
        synchronized void add(long nanos, boolean failed) {
            if (ended) {
                return;
            }
            reads++;
            failures += failed ? 1 : 0;
            longestNanos = Math.max(longestNanos, nanos);
            if (nanos >= BLOCKED.toNanos()) {
                blockedNanos.add(nanos);
            }
        }
    }

    /**
     * What all threads saw.
     *
     * @param reads reads that ended
     * @param failures those of them that failed
     * @param blockedMillis how long those took that took 5 ms and more, sorted
     * @param blockedReaders threads with such a read, or with one without an end
     * @param endless reads that had not ended when the limit came
     * @param longestMillis the longest read, or what had passed of it when the limit came
     * @param firstFailure the first failure, in short
     */
    record Outcome(
            long reads,
            long failures,
            List<Double> blockedMillis,
            int blockedReaders,
            int endless,
            double longestMillis,
            String firstFailure) {

        String blockedMedian() {
            return blockedMillis.isEmpty() ? "–" : "%.0f".formatted(blockedMillis.get(blockedMillis.size() / 2));
        }

        String longest() {
            return (endless > 0 ? "> " : "") + "%,.0f".formatted(longestMillis);
        }
    }

    private ReaderGroup(CachedReader reader, String name) {
        this.reader = reader;
        this.name = name;
    }

    /** Starts the threads. */
    static ReaderGroup start(CachedReader reader, String name, int count) {
        ReaderGroup group = new ReaderGroup(reader, name);
        for (int i = 0; i < count; i++) {
            Log log = new Log();
            Thread thread = new Thread(() -> group.read(log), "reader-" + i);
            thread.setDaemon(true);
            group.logs.add(log);
            group.threads.add(thread);
        }
        group.threads.forEach(Thread::start);
        return group;
    }

    private void read(Log log) {
        while (!stopped) {
            long start = System.nanoTime();
            log.readingSinceNanos = start;
            boolean failed = false;
            try {
                if (reader.read(name).isEmpty()) {
                    throw new IllegalStateException("an empty value");
                }
            } catch (Exception e) {
                failed = true;
                firstFailure.compareAndSet(null, e);
            }
            log.add(System.nanoTime() - start, failed);
            log.readingSinceNanos = 0;
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Lets the threads end the reads they are in, for so long at most, and says what they saw. */
    Outcome stop(Duration limit) throws InterruptedException {
        stopped = true;
        long until = System.nanoTime() + limit.toNanos();
        for (Thread thread : threads) {
            thread.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
        }
        Outcome outcome = outcome();
        threads.forEach(Thread::interrupt);
        return outcome;
    }

    private Outcome outcome() {
        long reads = 0;
        long failures = 0;
        int blockedReaders = 0;
        int endless = 0;
        long longest = 0;
        List<Long> blocked = new ArrayList<>();
        for (Log log : logs) {
            synchronized (log) {
                log.ended = true;
                long since = log.readingSinceNanos;
                boolean open = since != 0 && System.nanoTime() - since >= BLOCKED.toNanos();
                reads += log.reads;
                failures += log.failures;
                endless += open ? 1 : 0;
                blockedReaders += open || !log.blockedNanos.isEmpty() ? 1 : 0;
                longest = Math.max(longest, Math.max(log.longestNanos, open ? System.nanoTime() - since : 0));
                blocked.addAll(log.blockedNanos);
            }
        }
        Exception failure = firstFailure.get();
        return new Outcome(
                reads,
                failures,
                blocked.stream().map(nanos -> nanos / 1e6).sorted().toList(),
                blockedReaders,
                endless,
                longest / 1e6,
                failure == null ? "–" : failure.getClass().getSimpleName());
    }
}
