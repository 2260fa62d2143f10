package io.opensesame.internal.thread;

import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Lets the threads of a pool end as soon as they have nothing to do, instead of after a while. Thread-safe. */
public final class PausableThreads implements Pausable {
    private final ThreadPoolExecutor threads;
    private final long idleSeconds;

    /**
     * Takes over how long the threads of a pool wait for work.
     *
     * @param threads the pool, whose threads all end when they are idle for so long
     * @param idleSeconds how long that is while it is not paused
     */
    public PausableThreads(ThreadPoolExecutor threads, long idleSeconds) {
        this.threads = threads;
        this.idleSeconds = idleSeconds;
        threads.setKeepAliveTime(idleSeconds, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void pause() {
        threads.setKeepAliveTime(1, TimeUnit.MILLISECONDS); // wakes those that wait
        Ending.await(threads, () -> {});
    }

    @Override
    public void resume() {
        threads.setKeepAliveTime(idleSeconds, TimeUnit.SECONDS);
    }
}
