package io.opensesame.localkms.fault;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** A fault at work: takes it back, and tells how often it struck. Thread-safe. */
public final class ActiveFault {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Fault fault;
    private final FaultSchedule schedule;
    private final LongSupplier nanoTime;
    private long struck;
    private long windowStartNanos;
    private int passedInWindow;

    ActiveFault(Fault fault, FaultSchedule schedule, LongSupplier nanoTime) {
        this.fault = fault;
        this.schedule = schedule;
        this.nanoTime = nanoTime;
        this.windowStartNanos = nanoTime.getAsLong();
    }

    /** {@return what was added} */
    public Fault fault() {
        return fault;
    }

    /** Ends the fault; does nothing if it is over. */
    public void remove() {
        schedule.remove(this);
    }

    /** {@return how many requests the fault has struck so far} */
    public synchronized long timesStruck() {
        return struck;
    }

    /** Decides for one request of the operation, and counts it if it is struck. */
    synchronized boolean strikes(Optional<CloudService> service, String operation, RandomGenerator random) {
        if (exhausted()
                || fault.service()
                        .filter(only -> !service.filter(only::equals).isPresent())
                        .isPresent()
                || fault.operation().filter(only -> !only.equals(operation)).isPresent()) {
            return false;
        }
        if (fault.effect() instanceof FaultEffect.Throttle throttle && passes(throttle.requestsPerSecond())) {
            return false;
        }
        if (fault.probability() < 1 && random.nextDouble() >= fault.probability()) {
            return false;
        }
        struck++;
        return true;
    }

    private boolean exhausted() {
        return fault.times().isPresent() && struck >= fault.times().getAsInt();
    }

    private boolean passes(int requestsPerSecond) {
        long now = nanoTime.getAsLong();
        if (now - windowStartNanos >= SECOND_NANOS) {
            windowStartNanos = now;
            passedInWindow = 0;
        }
        if (passedInWindow >= requestsPerSecond) {
            return false;
        }
        passedInWindow++;
        return true;
    }
}
