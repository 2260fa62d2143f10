package io.opensesame.localkms.engine.call;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Carries out what falls due with time.
 *
 * <p>Nothing runs in the background. Whoever is about to look at the state calls {@link #run} first; it makes up for
 * the time since the last call, item by item and in the order of due times, each at the time when it was due, so that a
 * clock which jumped leaves the state that a clock which ran would have left.
 *
 * @param <T> what things fall due for
 */
public abstract class DueWork<T> {
    private Instant earliest = Instant.MAX;

    /** Creates the work of items of which none has anything due yet. */
    protected DueWork() {}

    /** Carries out everything that is due; cheap while nothing is. */
    public final void run(Instant now) {
        if (earliest.isAfter(now)) {
            return;
        }
        List<T> due = all().stream().filter(item -> !nextDue(item).isAfter(now)).toList();
        due.forEach(item -> catchUp(item, now));
        earliest = all().stream().map(this::nextDue).min(Instant::compareTo).orElse(Instant.MAX);
    }

    /** Makes the next {@link #run} look at every item again, since one of them changed. */
    public final void reconsider() {
        earliest = Instant.MIN;
    }

    /** Returns every item. */
    protected abstract Collection<T> all();

    /** Returns when something next happens to an item by itself, or {@link Instant#MAX} if nothing ever will. */
    protected abstract Instant nextDue(T item);

    /** Carries out everything that is due for one item. */
    protected abstract void catchUp(T item, Instant now);
}
