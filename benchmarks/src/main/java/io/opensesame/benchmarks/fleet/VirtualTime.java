package io.opensesame.benchmarks.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that jumps from one planned event to the next. Used by one thread. */
final class VirtualTime implements InstantSource {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
    private volatile Instant now = START;
    private long planned;

    private record Event(Instant at, long number, Runnable action) {}

    @Override
    public Instant instant() {
        return now;
    }

    void plan(Instant at, Runnable action) {
        planned++;
        events.add(new Event(at.isBefore(now) ? now : at, planned, action));
    }

    void runFor(Duration time) {
        Instant end = START.plus(time);
        while (!events.isEmpty() && events.peek().at().isBefore(end)) {
            Event next = events.remove();
            now = next.at();
            next.action().run();
        }
        now = end;
    }
}
