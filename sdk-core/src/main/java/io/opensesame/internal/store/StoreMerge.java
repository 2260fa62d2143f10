package io.opensesame.internal.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the file holds next: what it holds now, with what this process has learned since its last write.
 *
 * <ul>
 *   <li>Of two entries of one key the later one stays, and at the same time the refusal: so a refusal voids the copies
 *       that were fetched before it, of other processes too, and no copy fetched after it.
 *   <li>Where the file has no entry of a key, a refusal has nothing to void and is not written.
 *   <li>What is past its {@code maxStale} goes, a refusal too: the copies that it voids are past it as well. Of another
 *       scope the bounds are not known here, so its entries stay.
 *   <li>What is from the future goes: it could never be loaded, and would keep newer copies out.
 *   <li>Beyond the bounds of count and size, what is oldest goes.
 * </ul>
 */
final class StoreMerge {
    private final String scope;
    private final Function<String, Duration> maxStale;
    private final int maxEntries;

    StoreMerge(String scope, Function<String, Duration> maxStale, int maxEntries) {
        this.scope = scope;
        this.maxStale = maxStale;
        this.maxEntries = maxEntries;
    }

    List<StoredEntry> merged(List<StoredEntry> held, Collection<StoredEntry> learned, Instant now) {
        Map<EntryKey, StoredEntry> merged = new LinkedHashMap<>();
        held.stream().filter(entry -> lasts(entry, now)).forEach(entry -> put(merged, entry));
        learned.stream()
                .filter(entry -> lasts(entry, now))
                .filter(entry -> entry.facts() != null || merged.containsKey(entry.key()))
                .forEach(entry -> put(merged, entry));
        return bounded(merged.values());
    }

    private static void put(Map<EntryKey, StoredEntry> merged, StoredEntry entry) {
        merged.merge(entry.key(), entry, StoreMerge::later);
    }

    /** Returns which of two entries of one key counts. */
    static StoredEntry later(StoredEntry one, StoredEntry other) {
        int order = one.time().compareTo(other.time());
        return order > 0 || (order == 0 && one.facts() == null) ? one : other;
    }

    private boolean lasts(StoredEntry entry, Instant now) {
        return entry.key().scope().equals(scope)
                ? StoreAge.within(maxStale.apply(entry.key().name()), entry.time(), now)
                : !StoreAge.isFuture(entry.time(), now);
    }

    private List<StoredEntry> bounded(Collection<StoredEntry> entries) {
        List<StoredEntry> newestFirst = new ArrayList<>(entries);
        newestFirst.sort(Comparator.comparing(StoredEntry::time).reversed());
        List<StoredEntry> kept = new ArrayList<>();
        long room = StoreFormat.MAX_FILE_BYTES - FileHeader.BYTES - RecordCipher.TAG_BYTES;
        for (StoredEntry entry : newestFirst) {
            room -= entry.maxBytes();
            if (kept.size() == maxEntries || room < 0) {
                break;
            }
            kept.add(entry);
        }
        return kept;
    }
}
