package io.opensesame.internal.credentials;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs what is scheduled when a test moves the clock that it goes by. */
public final class ManualScheduler extends AbstractExecutorService implements ScheduledExecutorService {
    private final ManualClock clock;
    private final List<Task> tasks = new CopyOnWriteArrayList<>();

    public ManualScheduler(ManualClock clock) {
        this.clock = clock;
    }

    /** Moves the clock, and runs each task at its time. */
    public void advance(Duration duration) {
        Duration target = passed().plus(duration);
        for (Optional<Task> next = nextUntil(target); next.isPresent(); next = nextUntil(target)) {
            clock.advance(next.get().at.minus(passed()));
            tasks.remove(next.get());
            next.get().run();
        }
        clock.advance(target.minus(passed()));
    }

    private Duration passed() {
        return Duration.ofNanos(clock.nanoTime());
    }

    private Optional<Task> nextUntil(Duration target) {
        return pending().stream()
                .filter(task -> task.at.compareTo(target) <= 0)
                .min(Comparator.comparing(task -> task.at));
    }

    /** Returns the tasks that are neither run nor cancelled. */
    public List<Task> pending() {
        List<Task> pending = new ArrayList<>(tasks);
        pending.removeIf(FutureTask::isDone);
        return pending;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Task task = new Task(command, passed().plus(Duration.of(delay, unit.toChronoUnit())));
        tasks.add(task);
        return task;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }

    /** A task and its time. */
    public final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final Duration at;

        private Task(Runnable command, Duration at) {
            super(command, null);
            this.at = at;
        }

        Duration at() {
            return at;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at.minus(passed()));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
