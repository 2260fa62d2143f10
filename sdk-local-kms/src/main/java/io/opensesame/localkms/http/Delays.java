package io.opensesame.localkms.http;

import io.opensesame.localkms.fault.FaultEffect;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits on behalf of delayed requests, until they are due or the sockets close. */
final class Delays {
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Waits if the effect is a delay; false if the wait was cut short, so that there is no one left to answer. */
    boolean serve(FaultEffect effect) {
        if (!(effect instanceof FaultEffect.Delay delay)) {
            return true;
        }
        try {
            return !closing.await(delay.duration().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void end() {
        closing.countDown();
    }
}
