package io.opensesame.internal.http;

import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InterruptWatchTest {
    private final ScheduledExecutorService scheduler = new ScheduledThreadPoolExecutor(1);

    @AfterEach
    void close() {
        scheduler.shutdownNow();
    }

    @Test
    void look_callThatCannotBeCancelled_isTriedAgainAndOthersAreCancelledToo() {
        InterruptWatch watch = new InterruptWatch(scheduler);
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger cancelled = new AtomicInteger();

        interruptedThread(watch, call(() -> {
            failed.incrementAndGet();
            throw new IllegalStateException("cannot be cancelled");
        }));
        await().until(() -> failed.get() > 1);
        interruptedThread(watch, call(cancelled::incrementAndGet));

        await().until(() -> cancelled.get() > 0);
    }

    /** Watches a call of a thread that was interrupted. */
    private static void interruptedThread(InterruptWatch watch, Call call) {
        Thread thread = new Thread(() -> watch.watch(call)) {
            @Override
            public boolean isInterrupted() {
                return true;
            }
        };
        thread.setDaemon(true);
        thread.start();
    }

    @SuppressWarnings("ReferenceEquality") // a proxy equals itself alone
    private static Call call(Runnable cancel) {
        return (Call) Proxy.newProxyInstance(
                Call.class.getClassLoader(), new Class<?>[] {Call.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "cancel" -> {
                            cancel.run();
                            yield null;
                        }
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == arguments[0];
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }
}
