package io.opensesame.jdbc.load;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the transactions of one stretch of a test came to. */
final class Phase {
    private final String name;
    private final Queue<Long> borrowNanos = new ConcurrentLinkedQueue<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    Phase(String name) {
        this.name = name;
    }

    void borrowed(long nanos) {
        borrowNanos.add(nanos);
    }

    void failed(Throwable failure) {
        failures.add(failure);
    }

    List<Throwable> failures() {
        return failures;
    }

    /** Returns the time that 99 of 100 borrows stayed below. */
    Duration borrowP99() {
        long[] sorted = borrowNanos.stream().mapToLong(nanos -> nanos).sorted().toArray();
        return Duration.ofNanos(sorted[(int) (sorted.length * 0.99)]);
    }

    @Override
    public String toString() {
        return name + ": " + borrowNanos.size() + " transactions, p99 of borrow "
                + borrowP99().toNanos() / 1_000 + " us, failures " + failures;
    }
}
