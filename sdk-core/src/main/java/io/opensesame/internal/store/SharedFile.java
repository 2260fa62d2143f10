package io.opensesame.internal.store;

import io.opensesame.secrets.StoreOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file as several processes share it. Reading needs no lock, since the file is replaced in one step; a write locks,
 * reads, merges and replaces. Used by one thread.
 */
final class SharedFile {
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(5);

    private final StoreFile file;
    private final StoreLock lock;
    private final KeyRing keys;
    private final StoreMerge merge;
    private final InstantSource clock;
    private final SecureRandom random;
    private final ProblemReports reports;
    private boolean swept;

    SharedFile(
            StoreOptions options,
            StoreMerge merge,
            InstantSource clock,
            SecureRandom random,
            FileSteps steps,
            ProblemReports reports) {
        this.file = new StoreFile(options.file(), steps, random);
        this.lock = new StoreLock(options.file());
        this.keys = new KeyRing(options, random);
        this.merge = merge;
        this.clock = clock;
        this.random = random;
        this.reports = reports;
    }

    /** Returns the file, opened; empty if there is none. The caller closes it. */
    Optional<OpenedStore> open() throws StoreException {
        Optional<byte[]> bytes = file.read();
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        if (file.closeToOthers()) {
            reports.failed(new StoreException(
                    StoreProblem.EXPOSED,
                    "Others than its owner could open the local store " + file.path()
                            + "; its mode is put right. What is in it is encrypted all the same: see who widened it."));
        }
        return Optional.of(OpenedStore.open(bytes.get(), keys));
    }

    /**
     * Writes what was learned, unless the file would say the same as before; sets a damaged file aside.
     *
     * @param learned entries whose plaintexts stay the caller's
     */
    Written write(Collection<StoredEntry> learned) throws StoreException {
        file.prepareDirectory();
        StoreLock.Held held = lock.acquire(LOCK_PATIENCE);
        try {
            sweepOnce();
            Content content = contentOrSetAside();
            try {
                return replace(content, learned);
            } finally {
                content.entries().forEach(StoredEntry::wipe);
            }
        } finally {
            held.close();
        }
    }

    /** What the file says, and its key; no key if there is no file, or none of use. */
    private record Content(
            List<StoredEntry> entries, @Nullable MasterKey master) {
        static final Content NONE = new Content(List.of(), null);
    }

    /**
     * What a write came to.
     *
     * @param facts what the file now has copies of
     * @param replaced whether there was anything to write
     */
    record Written(Map<EntryKey, ValueFacts> facts, boolean replaced) {}

    private void sweepOnce() {
        if (!swept) {
            swept = true;
            file.sweepTemporaries();
        }
    }

    private Content contentOrSetAside() throws StoreException {
        try {
            Optional<OpenedStore> opened = open();
            if (opened.isEmpty()) {
                return Content.NONE;
            }
            try (OpenedStore store = opened.get()) {
                return new Content(store.readAll(), store.master());
            }
        } catch (StoreException e) {
            if (e.problem() != StoreProblem.DAMAGED) {
                throw e;
            }
            Path aside = file.setAside(clock.instant());
            reports.failed(StoreException.damaged("The local store " + file.path() + " is damaged: " + e.getMessage()
                    + ". It is set aside as " + aside.getFileName()
                    + ", nothing of it is used, and the store begins anew."));
            return Content.NONE;
        }
    }

    private Written replace(Content content, Collection<StoredEntry> learned) throws StoreException {
        List<StoredEntry> next = merge.merged(content.entries(), learned, clock.instant());
        boolean changed = next.size() != content.entries().size()
                || !Set.copyOf(next).equals(Set.copyOf(content.entries())); // entries are equal by identity
        if (changed) {
            MasterKey master = content.master() == null ? keys.keyForNewFile() : content.master();
            file.replace(StoreFormat.seal(next, master, random));
        }
        Map<EntryKey, ValueFacts> facts = new HashMap<>();
        for (StoredEntry entry : next) {
            if (entry.facts() != null) {
                facts.put(entry.key(), entry.facts());
            }
        }
        return new Written(Map.copyOf(facts), changed);
    }

    /** Wipes the keys. */
    void wipe() {
        keys.wipe();
    }
}
