package io.opensesame.internal.envelope;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs asynchronous tasks in the order in which they come, a few at a time. Thread-safe. */
final class Turns {
    private final int limit;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;
    private boolean starting;

    /** @param limit how many may be under way */
    Turns(int limit) {
        this.limit = limit;
    }

    /** Returns what the task will give; it is started once it is its turn. */
    <T> CompletableFuture<T> take(Supplier<CompletableFuture<T>> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        synchronized (this) {
            waiting.add(() -> run(task, result));
        }
        startNext();
        return result;
    }

    private <T> void run(Supplier<CompletableFuture<T>> task, CompletableFuture<T> result) {
        CompletableFuture<T> started;
        try {
            started = task.get();
        } catch (RuntimeException | Error e) { // whoever waits must hear of it
            started = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<T> unused = started.whenComplete((value, failure) -> {
            synchronized (this) {
                running--;
            }
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(AgingValue.causeOf(failure));
            }
            startNext();
        });
    }

    /** One thread starts them, in a loop: tasks that end at once would nest too deep. */
    private void startNext() {
        synchronized (this) {
            if (starting) {
                return;
            }
            starting = true;
        }
        Runnable next = next();
        while (next != null) {
            next.run();
            next = next();
        }
    }

    private synchronized @Nullable Runnable next() {
        if (running >= limit || waiting.isEmpty()) {
            starting = false;
            return null;
        }
        running++;
        return waiting.poll();
    }
}
