package io.opensesame.internal.envelope;

import io.opensesame.envelope.DataKeyCacheOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds data keys by their ids. Thread-safe; a hit takes no lock.
 *
 * <p>An entry is one {@link AgingValue}. When there are too many, the one goes that was used least recently, as told by
 * whether it was used since the last entry came. Entries that somebody waits for stay. Keys that leave are wiped once
 * their last user has finished.
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
        makeRoom();
        entries.put(id, added);
        return added;
    }

    private void makeRoom() {
        while (entries.size() >= bounds.maxEntries() && dropLeastRecentlyUsed()) {
            // one after the other, until there is room or each that is left is waited for
        }
    }

    private boolean dropLeastRecentlyUsed() {
        DataKeyId least = null;
        long leastUse = Long.MAX_VALUE;
        for (var entry : entries.entrySet()) {
            long use = entry.getValue().lastUse;
            if (use < leastUse && !entry.getValue().value.isUnderWay()) {
                least = entry.getKey();
                leastUse = use;
            }
        }
        return least != null && drop(least);
    }

    private boolean drop(DataKeyId id) {
        Entry<K> entry = entries.get(id);
        if (entry == null || !entry.value.closeIfIdle()) {
            return false;
        }
        entries.remove(id);
        return true;
    }

    /** Drops what is too old, and what is too much since it was waited for. Never blocks. */
    synchronized void sweep() {
        long now = clock.nanos();
        entries.forEach((id, entry) -> {
            if (entry.value.held(now) == null) {
                drop(id);
            }
        });
        while (entries.size() > bounds.maxEntries() && dropLeastRecentlyUsed()) {
            // as above
        }
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
