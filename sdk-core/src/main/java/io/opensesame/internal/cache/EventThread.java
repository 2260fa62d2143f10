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
    private static final Logger LOGGER = LoggerFactory.getLogger(SecretCache.LOGGER_NAME);
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

    /**
     * Queues a listener's task; returns whether it will run.
     *
     * @param listener names the listener and its secret, for the log
     */
    boolean submit(String listener, Runnable task) {
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException | Error e) { // its message may quote a secret
                    StackTraceElement[] trace = e.getStackTrace();
                    LOGGER.warn(
                            "The {} threw {} at {}; the secret itself is not affected",
                            listener,
                            e.getClass().getName(),
                            trace.length == 0 ? "an unknown place" : trace[0]);
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
