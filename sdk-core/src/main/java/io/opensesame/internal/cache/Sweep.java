package io.opensesame.internal.cache;

import io.opensesame.secrets.CacheOptions;
import io.opensesame.secrets.SecretEvent.Kind;
import io.opensesame.secrets.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pass over all entries that keeps them fresh and within their bounds. It never blocks; one thread at a time runs
 * it.
 */
final class Sweep {
    private static final Logger LOGGER = LoggerFactory.getLogger(SecretCache.LOGGER_NAME);

    /** How long an entry that holds nothing is kept: long enough for the waiters of a failed load to have gone. */
    private static final Duration KEEP_ABSENT = Duration.ofSeconds(10);

    private static final Duration LATE = Duration.ofMinutes(1);

    private final ConcurrentHashMap<String, SecretVersions> secrets;
    private final CacheOptions options;
    private final SecretEvents events;
    private final BackgroundReads background;
    private Instant lateToldAt = Instant.MIN;

    Sweep(
            ConcurrentHashMap<String, SecretVersions> secrets,
            CacheOptions options,
            SecretEvents events,
            BackgroundReads background) {
        this.secrets = secrets;
        this.options = options;
        this.events = events;
        this.background = background;
    }

    private record Refresh(CacheEntry entry, Instant at) {}

    private record Unused(CacheEntry entry, Instant since) {}

    void run(Instant now) {
        List<CacheEntry> all = new ArrayList<>();
        secrets.forEach((name, versions) -> versions.forEach(all::add));
        List<Refresh> refreshes = new ArrayList<>();
        int held = 0;
        for (CacheEntry entry : all) {
            boolean dropped = false;
            switch (entry.tick(now)) {
                case EXPIRED -> tellOfExpiry(entry);
                case REFRESH -> refreshes.add(new Refresh(entry, entry.refreshAt()));
                case IDLE -> dropped = evict(entry, same -> same.dropIfIdle(now), "it was not used for long");
                case NOTHING ->
                    dropped = entry.value == null && drop(entry, same -> same.dropIfUnwanted(now, KEEP_ABSENT));
            }
            held += dropped ? 0 : 1;
        }
        send(refreshes, now);
        if (held > options.maxEntries()) {
            evictLeastRecentlyUsed(all, held - options.maxEntries());
        }
        background.pump();
    }

    private void tellOfExpiry(CacheEntry entry) {
        RuntimeException failure = entry.lastFailure();
        LOGGER.error(
                "Secret {} is served no more: {}",
                entry.request,
                failure == null ? "no refresh was answered in time" : failure.getMessage());
        events.publish(Kind.EXPIRED, entry.request, event -> event.failure(failure));
    }

    /** What is due for longest goes first, so that nothing starves where the budget is small. */
    private void send(List<Refresh> refreshes, Instant now) {
        if (refreshes.isEmpty()) {
            background.noneDue();
        }
        refreshes.sort(Comparator.comparing(Refresh::at));
        for (Refresh refresh : refreshes) {
            if (!background.refresh(refresh.entry(), now)) {
                tellIfLate(refresh, refreshes.size(), now);
                return;
            }
        }
    }

    private void tellIfLate(Refresh first, int due, Instant now) {
        if (first.at().plus(LATE).isBefore(now) && lateToldAt.plus(LATE).isBefore(now)) {
            lateToldAt = now;
            LOGGER.warn(
                    "Refreshes are late by {}: {} are due, and the budget is {} a second; raise refreshesPerSecond or"
                            + " refreshAfter",
                    Duration.between(first.at(), now),
                    due,
                    options.refreshesPerSecond());
        }
    }

    private void evictLeastRecentlyUsed(List<CacheEntry> all, int tooMany) {
        List<Unused> unused = new ArrayList<>();
        for (CacheEntry entry : all) {
            if (entry.isDroppable()) {
                // Names that cannot be read must not push out values.
                unused.add(new Unused(entry, entry.value == null ? Instant.MIN : entry.lastUsedAt()));
            }
        }
        unused.sort(Comparator.comparing(Unused::since));
        for (Unused oldest : unused.subList(0, Math.min(tooMany, unused.size()))) {
            evict(oldest.entry(), CacheEntry::dropIfDroppable, "more than " + options.maxEntries() + " are held");
        }
    }

    private boolean evict(CacheEntry entry, Predicate<CacheEntry> condition, String why) {
        SecretValue held = entry.value;
        boolean evicted = drop(entry, condition);
        if (evicted && held != null) {
            LOGGER.debug("Secret {} was dropped: {}", entry.request, why);
            events.publish(Kind.EVICTED, entry.request, event -> event.versionId(held.versionId()));
        }
        return evicted;
    }

    @SuppressWarnings("ReferenceEquality") // the very entry, not its successor
    private boolean drop(CacheEntry entry, Predicate<CacheEntry> condition) {
        boolean[] dropped = new boolean[1];
        secrets.computeIfPresent(entry.request.name(), (name, versions) -> {
            versions.removeIf(held -> {
                dropped[0] |= held == entry && condition.test(held);
                return held == entry && dropped[0];
            });
            return versions.isEmpty() ? null : versions;
        });
        return dropped[0];
    }
}
