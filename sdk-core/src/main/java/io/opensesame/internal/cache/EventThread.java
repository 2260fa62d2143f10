package io.opensesame.internal.cache;

import io.opensesame.internal.thread.Pausable;
import io.opensesame.internal.thread.PausableThreads;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which listeners run, so that a slow listener delays only other listeners. It is a daemon, and ends
 * when it has had nothing to do for a while. Its queue holds at most one task for each listener: {@link ChangeListener}
 * merges what comes meanwhile.
 */
public final class EventThread implements AutoCloseable, Pausable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SecretCache.LOGGER_NAME);
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor executor;
    private final PausableThreads thread;

    public EventThread() {
        this(task -> {
            Thread thread = new Thread(task, "opensesame-events");
            thread.setDaemon(true);
            return thread;
        });
    }

    EventThread(ThreadFactory threads) {
        executor = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        thread = new PausableThreads(executor, IDLE_SECONDS);
    }

    /**
     * Queues a listener's task; once this is closed, drops it. Throws nothing: who reads a secret must not suffer.
     *
     * @param listener names the listener and its secret, for the log
     * @return whether the task will run
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
            LOGGER.debug("The {} is told nothing more: its client is closed", listener);
        } catch (Error e) { // such as of a JVM that can make no more threads
            LOGGER.warn(
                    "The {} has to wait: {} as a thread was made for it",
                    listener,
                    e.getClass().getName());
        }
        return false;
    }

    @Override
    public void pause() {
        thread.pause();
    }

    @Override
    public void resume() {
        thread.resume();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
