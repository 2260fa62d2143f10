package io.opensesame.internal.thread;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A scheduler with one thread, whose tasks can be put aside, so that the thread ends, and put back later: what became
 * due meanwhile runs then. Thread-safe.
 */
public class PausableScheduler extends ScheduledThreadPoolExecutor implements Pausable {
    /** Guarded by itself. */
    private final List<Runnable> aside = new ArrayList<>();

    /**
     * Creates a scheduler; its thread starts with the first task.
     *
     * @param threads makes the thread
     */
    public PausableScheduler(ThreadFactory threads) {
        super(1, threads);
        setRemoveOnCancelPolicy(true);
        setKeepAliveTime(1, TimeUnit.MILLISECONDS); // counts while this is paused alone
    }

    @Override
    public void pause() {
        allowCoreThreadTimeOut(true);
        Ending.await(this, this::putAside); // a task that repeats itself is there again after it ran
    }

    private void putAside() {
        synchronized (aside) {
            for (Object task : getQueue().toArray()) {
                if (getQueue().remove(task)) {
                    aside.add((Runnable) task);
                }
            }
        }
    }

    @Override
    public void resume() {
        allowCoreThreadTimeOut(false);
        synchronized (aside) {
            for (Runnable task : aside) {
                if (!isShutdown() && !(task instanceof Future<?> future && future.isCancelled())) {
                    getQueue().add(task);
                }
            }
            aside.clear();
        }
        prestartCoreThread();
    }
}
