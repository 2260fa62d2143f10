package io.opensesame.localkms.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The faults at work. Thread-safe; a request that finds it empty pays one volatile read.
 *
 * <p>Of the faults that strike one request every delay is served, one after the other, and then the first other effect
 * in the order of addition; an outage of one service is such an effect.
 */
public final class FaultSchedule {
    private final RandomGenerator random;
    private final LongSupplier nanoTime;
    private final Consumer<Fault> admission;
    private final CopyOnWriteArrayList<ActiveFault> faults = new CopyOnWriteArrayList<>();

    /**
     * Creates an empty schedule.
     *
     * @param random decides for faults with a probability; seed it to get the same decisions again
     * @param nanoTime the time by which throttles count seconds, for example {@code System::nanoTime}
     * @param admission throws for a fault that must not be added
     */
    public FaultSchedule(RandomGenerator random, LongSupplier nanoTime, Consumer<Fault> admission) {
        this.random = random;
        this.nanoTime = nanoTime;
        this.admission = admission;
    }

    /**
     * Adds a fault, which strikes from the next request on.
     *
     * @param fault what goes wrong, and for which requests
     * @return the handle that removes it and tells how often it struck
     * @throws IllegalArgumentException if it is restricted to an operation that LocalKms does not serve
     * @throws IllegalStateException if LocalKms is closed
     */
    public ActiveFault add(Fault fault) {
        admission.accept(fault);
        ActiveFault active = new ActiveFault(fault, this, nanoTime);
        faults.add(active);
        return active;
    }

    /** Ends all faults. */
    public void clear() {
        faults.clear();
    }

    void remove(ActiveFault fault) {
        faults.remove(fault);
    }

    /**
     * {@return whether an outage of all services strikes the request that just showed up; asked once, before it is
     * read}
     */
    public boolean outageStrikes() {
        boolean struck = false;
        for (ActiveFault active : faults) {
            struck |= isTotalOutage(active.fault()) && strikes(active, Optional.empty(), "");
        }
        return struck;
    }

    /**
     * {@return what befalls a request: its delays, then at most one other effect} Asked once for each request.
     *
     * @param service the service that the request is for, if it is one that is served
     * @param operation the operation that the request names
     */
    public List<FaultEffect> strike(Optional<CloudService> service, String operation) {
        if (faults.isEmpty()) {
            return List.of();
        }
        List<FaultEffect> effects = new ArrayList<>();
        boolean ended = false;
        for (ActiveFault active : faults) {
            FaultEffect effect = active.fault().effect();
            if (effect instanceof FaultEffect.Delay) {
                if (strikes(active, service, operation)) {
                    effects.add(0, effect);
                }
            } else if (!ended && !isTotalOutage(active.fault()) && strikes(active, service, operation)) {
                effects.add(effect);
                ended = true;
            }
        }
        return effects;
    }

    private static boolean isTotalOutage(Fault fault) {
        return fault.effect() instanceof FaultEffect.Outage && fault.service().isEmpty();
    }

    private boolean strikes(ActiveFault active, Optional<CloudService> service, String operation) {
        synchronized (random) {
            return active.strikes(service, operation, random);
        }
    }
}
