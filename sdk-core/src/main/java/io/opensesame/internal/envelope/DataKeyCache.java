package io.opensesame.internal.envelope;

import io.opensesame.envelope.DataKeyCacheOptions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds data keys by their ids. Thread-safe; a hit takes no lock.
 *
 * <p>An entry is one {@link AgingValue}. When a key comes and there are too many, the one goes that was used least
 * recently, as far as was noted: once for each entry that came. Entries that are waited for stay. Keys that leave are
 * wiped once their last user has finished.
 */
final class DataKeyCache<K extends SharedDataKey> {
    private final ConcurrentHashMap<DataKeyId, Entry<K>> entries = new ConcurrentHashMap<>();
    private final DataKeyCacheOptions bounds;
    private final AgeClock clock;

    /** Counts entries as they come. Written under the lock. */
    private volatile long arrivals;

    /** Guarded by the lock. */
    private boolean closed;

    DataKeyCache(DataKeyCacheOptions bounds, AgeClock clock) {
        this.bounds = bounds;
        this.clock = clock;
    }

    private static final class Entry<K extends SharedDataKey> {
        final AgingValue<K> value;

        /** Twice the number of entries that had come, and one more for a use after that. */
        volatile long lastUse;

        Entry(AgingValue<K> value, long arrival) {
            this.value = value;
            this.lastUse = 2 * arrival;
        }
    }

    /** Returns the key that is held, and is not too old. */
    @Nullable
    K held(DataKeyId id, long now) {
        Entry<K> entry = entries.get(id);
        if (entry == null) {
            return null;
        }
        long use = 2 * arrivals + 1;
        if (entry.lastUse != use) {
            entry.lastUse = use;
        }
        return entry.value.held(now);
    }

    boolean isDue(DataKeyId id, long now) {
        Entry<K> entry = entries.get(id);
        return entry != null && entry.value.isDue(now);
    }

    /** Has a new key fetched in the background, if one is held. */
    void refresh(DataKeyId id, long now, Supplier<CompletableFuture<K>> call) {
        Entry<K> entry = entries.get(id);
        if (entry != null) {
            entry.value.refresh(now, call);
        }
    }

    /**
     * Returns the key that is held, or joins the one call that fetches it, as {@link AgingValue#fetch} does.
     *
     * @param unfit a key that does not serve although it is held, or null
     * @throws IllegalStateException if this is closed
     */
    CompletableFuture<K> fetch(DataKeyId id, @Nullable K unfit, Supplier<CompletableFuture<K>> call) {
        while (true) {
            CompletableFuture<K> fetched = entry(id).value.fetch(unfit, call);
            if (fetched != null) {
                CompletableFuture<K> unused = fetched.whenComplete((key, failure) -> makeRoom(id));
                return fetched;
            }
        }
    }

    private Entry<K> entry(DataKeyId id) {
        Entry<K> known = entries.get(id);
        return known != null ? known : add(id);
    }

    private synchronized Entry<K> add(DataKeyId id) {
        if (closed) {
            throw KmsEnvelopeCipher.closedException();
        }
        Entry<K> known = entries.get(id);
        if (known != null) {
            return known;
        }
        long arrival = arrivals + 1;
        arrivals = arrival;
        Entry<K> added = new Entry<>(new AgingValue<>(clock, bounds.maxAge(), SharedDataKey::release), arrival);
        entries.put(id, added);
        return added;
    }

    /**
     * Drops what is too much now that a call has ended, be it the entry that it failed to fill. So messages that cannot
     * be opened don't drive out what others need.
     */
    private synchronized void makeRoom(DataKeyId fetched) {
        Entry<K> entry = entries.get(fetched);
        if (entry != null && entry.value.isEmpty()) {
            drop(fetched);
        } else if (entries.size() > bounds.maxEntries()) {
            dropLeastRecentlyUsed(fetched);
        }
    }

    private void dropLeastRecentlyUsed(DataKeyId kept) {
        int held = 0;
        DataKeyId least = null;
        long leastUse = Long.MAX_VALUE;
        for (Map.Entry<DataKeyId, Entry<K>> each : entries.entrySet()) {
            Entry<K> entry = each.getValue();
            if (!entry.value.isEmpty()) {
                held++;
                boolean mayGo = !entry.value.isUnderWay() && !each.getKey().equals(kept);
                if (mayGo && entry.lastUse < leastUse) {
                    least = each.getKey();
                    leastUse = entry.lastUse;
                }
            }
        }
        if (held > bounds.maxEntries() && least != null) {
            drop(least);
        }
    }

    private void drop(DataKeyId id) {
        Entry<K> entry = entries.get(id);
        if (entry != null && entry.value.closeIfIdle()) {
            entries.remove(id);
        }
    }

    /** Drops what is too old. Never blocks. */
    synchronized void sweep() {
        long now = clock.nanos();
        entries.forEach((id, entry) -> {
            if (entry.value.held(now) == null) {
                drop(id);
            }
        });
    }

    int size() {
        return entries.size();
    }

    /** Wipes every key that nobody uses any more, and fails who waits for one. */
    void close(RuntimeException failure) {
        synchronized (this) {
            closed = true;
        }
        entries.forEach((id, entry) -> entry.value.close(failure));
        entries.clear();
    }
}
