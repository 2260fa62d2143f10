package io.opensesame.internal.thread;

import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Waits for threads that have been let end. */
final class Ending {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private Ending() {}

    /**
     * Waits until a pool has no thread, for two seconds at most: a task of the application's own may take longer.
     *
     * @param pool the pool
     * @param meanwhile done again and again
     */
    static void await(ThreadPoolExecutor pool, Runnable meanwhile) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        meanwhile.run();
        while (pool.getPoolSize() > 0 && System.nanoTime() < end) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            meanwhile.run();
        }
    }
}
