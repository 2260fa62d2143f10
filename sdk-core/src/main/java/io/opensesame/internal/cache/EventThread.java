package io.opensesame.internal.cache;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which listeners run, with a bounded queue, so that a slow listener delays only other listeners. The
 * thread is a daemon, and ends when it has had nothing to do for a while.
 */
public final class EventThread implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(EventThread.class);
    private static final int QUEUE_CAPACITY = 1_024;
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor executor;

    public EventThread() {
        executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE_CAPACITY), task -> {
                    Thread thread = new Thread(task, "opensesame-events");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /** Queues the task; returns whether it will run. */
    boolean submit(Runnable task) {
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOGGER.warn(
                            "A secret listener threw {}; the secret itself is not affected",
                            e.getClass().getName());
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
