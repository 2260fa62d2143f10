package io.opensesame.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock that a test moves, and what is scheduled by it, run on the test's thread. */
final class ManualScheduler extends ScheduledThreadPoolExecutor implements InstantSource {
    private final List<Task> tasks = new ArrayList<>();
    private long now;

    ManualScheduler() {
        super(0);
    }

    long nanoTime() {
        return now;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(now);
    }

    /** Runs each task at its time, up to a time from now. */
    void advance(Duration duration) {
        long target = now + duration.toNanos();
        for (Optional<Task> next = nextUntil(target); next.isPresent(); next = nextUntil(target)) {
            now = Math.max(now, next.get().at);
            tasks.remove(next.get());
            next.get().run();
        }
        now = target;
    }

    private Optional<Task> nextUntil(long target) {
        tasks.removeIf(FutureTask::isDone);
        return tasks.stream().filter(task -> task.at <= target).min(Comparator.comparing(task -> task.at));
    }

    boolean idle() {
        tasks.removeIf(FutureTask::isDone);
        return tasks.isEmpty();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Task task = new Task(command, now + unit.toNanos(delay));
        tasks.add(task);
        return task;
    }

    private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final long at;

        Task(Runnable command, long at) {
            super(command, null);
            this.at = at;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - now, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
