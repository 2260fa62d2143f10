package io.opensesame.jdbc;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The thread that retires connections: a daemon, there only while there is something to retire. */
final class RetirementThread {
    private static final long KEEP_ALIVE_SECONDS = 1;

    private RetirementThread() {}

    static ScheduledExecutorService scheduler() {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "opensesame-jdbc-retirement");
            thread.setDaemon(true);
            return thread;
        });
        scheduler.setKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        scheduler.allowCoreThreadTimeOut(true);
        scheduler.setRemoveOnCancelPolicy(true);
        return scheduler;
    }
}
