package io.opensesame.internal.store;

import io.opensesame.internal.cache.ReadRequest;
import io.opensesame.internal.cache.SecretArchive;
import io.opensesame.internal.cache.SecretSource.Loaded;
import io.opensesame.internal.thread.Pausable;
import io.opensesame.internal.thread.PausableScheduler;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.StoreOptions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps copies of secret values in an encrypted file. Thread-safe; no method but {@link #close()} waits for anything.
 */
public final class EncryptedArchive implements SecretArchive, AutoCloseable, Pausable {
    /*
     * One thread does all that touches the file or a key; callers only leave word for it under `mutex`, which is never
     * held over I/O.
     *   wanted    what callers look for: one pass over the file answers all who wait
     *   learned   what callers told since the last write, the latest word for each key; a copy's plaintext is a clone.
     *             A write takes the whole map, and gives back what it could not write, unless there is later word.
     *   stored    what the file holds copies of, as of the last write: whether a copy tells anything new
     * After close() nothing more is accepted; the thread writes what it has learned, ends, and wipes the keys at its end.
     */
    private static final long CLOSE_MILLIS = 3_000;

    private final String scope;
    private final Function<String, Duration> maxStale;
    private final InstantSource clock;
    private final int maxLearned;
    private final ProblemReports reports;
    private final SharedFile file;
    private final StoreThread thread;

    private final Object mutex = new Object();
    private final WriteSchedule schedule;
    private List<Wanted> wanted = new ArrayList<>();
    private Map<EntryKey, StoredEntry> learned = new HashMap<>();
    private @Nullable ScheduledFuture<?> nextWrite;
    private boolean closed;

    private volatile Map<EntryKey, ValueFacts> stored = Map.of();

    private record Wanted(EntryKey key, CompletableFuture<Optional<Loaded>> answer) {}

    /**
     * Begins to open the file in the background: the key is there, or the problem known, before the first cold read
     * needs it.
     *
     * @param options the file and its key; the passphrase is copied
     * @param scope the account or the endpoint's authority: what is stored for one is never read for another
     * @param maxStale tells, for a secret's name, how old a copy may be; called on the store's thread
     * @param clock the wall clock
     * @param random makes salts
     * @param reporter told what the store does
     * @throws IllegalStateException if the options were wiped
     */
    public EncryptedArchive(
            StoreOptions options,
            String scope,
            Function<String, Duration> maxStale,
            InstantSource clock,
            SecureRandom random,
            StoreReporter reporter) {
        this(options, scope, maxStale, clock, random, reporter, WriteSchedule.standard(), new FileSteps());
    }

    EncryptedArchive(
            StoreOptions options,
            String scope,
            Function<String, Duration> maxStale,
            InstantSource clock,
            SecureRandom random,
            StoreReporter reporter,
            WriteSchedule schedule,
            FileSteps steps) {
        this.scope = scope;
        this.maxStale = maxStale;
        this.clock = clock;
        this.maxLearned = options.maxEntries();
        this.schedule = schedule;
        this.reports = new ProblemReports(reporter);
        StoreMerge merge = new StoreMerge(scope, maxStale, options.maxEntries());
        this.file = new SharedFile(options, merge, clock, random, steps, reports);
        this.thread = new StoreThread();
        thread.execute(this::openEarly);
    }

    /** Wipes the keys when nothing can use them any more, be it after close() gave up waiting. */
    private final class StoreThread extends PausableScheduler {
        StoreThread() {
            super(task -> {
                Thread created = new Thread(task, "opensesame-store");
                created.setDaemon(true);
                return created;
            });
        }

        @Override
        protected void terminated() {
            file.wipe();
            forgetAll();
        }
    }

    @Override
    public CompletableFuture<Optional<Loaded>> find(ReadRequest request) {
        CompletableFuture<Optional<Loaded>> answer = new CompletableFuture<>();
        synchronized (mutex) {
            if (closed) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            wanted.add(new Wanted(EntryKey.of(scope, request), answer));
            if (wanted.size() == 1) {
                thread.execute(this::answerWanted);
            }
        }
        return answer;
    }

    @Override
    public void keep(ReadRequest request, SecretValue value) {
        StoredEntry copy;
        try {
            copy = StoredEntry.copyOf(EntryKey.of(scope, request), value);
        } catch (IllegalStateException e) { // wiped meanwhile: its client is closing
            return;
        }
        if (copy.fits()) {
            learn(copy, copy.facts() != null && copy.facts().equals(stored.get(copy.key())));
        } else {
            copy.wipe();
            report(new StoreException(
                    StoreProblem.TOO_LARGE,
                    "The secret " + request + " is larger than the local store takes, "
                            + StoredEntry.MAX_PLAINTEXT_BYTES + " bytes; it has no copy there."));
        }
    }

    @Override
    public void forget(ReadRequest request) {
        learn(StoredEntry.refusal(EntryKey.of(scope, request), clock.instant()), false);
    }

    private void learn(StoredEntry entry, boolean known) {
        synchronized (mutex) {
            if (closed || !hasRoom(entry)) {
                entry.wipe();
                return;
            }
            StoredEntry before = learned.put(entry.key(), entry);
            if (before != null) {
                before.wipe();
            }
            long now = System.nanoTime();
            if (known ? schedule.confirmed(now) : schedule.changed(now)) {
                scheduleWrite(now);
            }
        }
    }

    /** While the file cannot be written this must not grow without end; a refusal finds room where a copy does not. */
    private boolean hasRoom(StoredEntry entry) {
        int limit = entry.facts() == null ? 2 * maxLearned : maxLearned;
        return learned.size() < limit || learned.containsKey(entry.key());
    }

    private void report(StoreException problem) {
        synchronized (mutex) {
            if (!closed) {
                thread.execute(() -> reports.failed(problem));
            }
        }
    }

    /** Called under the mutex. */
    private void scheduleWrite(long now) {
        if (closed) {
            return;
        }
        if (nextWrite != null) {
            nextWrite.cancel(false);
        }
        nextWrite = thread.schedule(this::write, schedule.delayNanos(now), TimeUnit.NANOSECONDS);
    }

    private void openEarly() {
        try {
            file.open().ifPresent(OpenedStore::close);
        } catch (StoreException e) {
            failedToRead(e);
        } catch (RuntimeException | Error e) { // nothing may end the thread's work
            reports.unexpected(e);
        }
    }

    /** What is damaged is looked at again under the lock, by a write, which sets it aside and reports it. */
    private void failedToRead(StoreException failure) {
        if (failure.problem() != StoreProblem.DAMAGED) {
            reports.failed(failure);
            return;
        }
        synchronized (mutex) {
            long now = System.nanoTime();
            if (schedule.urgent(now)) {
                scheduleWrite(now);
            }
        }
    }

    private void answerWanted() {
        List<Wanted> asked;
        synchronized (mutex) {
            asked = wanted;
            wanted = new ArrayList<>();
        }
        Map<Wanted, Optional<Loaded>> found = new HashMap<>();
        try {
            lookUp(asked, found);
        } catch (StoreException e) {
            failedToRead(e);
        } catch (RuntimeException | Error e) { // who asked must be answered
            reports.unexpected(e);
        }
        for (Wanted each : asked) {
            Optional<Loaded> answer = found.getOrDefault(each, Optional.empty());
            answer.ifPresent(loaded -> reports.read(each.key().name()));
            each.answer().complete(answer);
        }
    }

    /** Puts answers as it finds them: those before a failure count. */
    private void lookUp(List<Wanted> asked, Map<Wanted, Optional<Loaded>> found) throws StoreException {
        Instant now = clock.instant();
        List<Wanted> inFile = new ArrayList<>();
        synchronized (mutex) {
            for (Wanted each : asked) {
                StoredEntry latest = learned.get(each.key());
                if (latest == null) {
                    inFile.add(each);
                } else {
                    found.put(each, loaded(latest, now));
                }
            }
        }
        Optional<OpenedStore> opened = inFile.isEmpty() ? Optional.empty() : file.open();
        if (opened.isPresent()) {
            try (OpenedStore store = opened.get()) {
                for (Wanted each : inFile) {
                    store.find(each.key()).ifPresent(entry -> {
                        found.put(each, loaded(entry, now));
                        entry.wipe();
                    });
                }
            }
        }
    }

    private Optional<Loaded> loaded(StoredEntry entry, Instant now) {
        ValueFacts facts = entry.facts();
        EntryKey key = entry.key();
        if (facts == null
                || (key.byVersionId() && !facts.versionId().equals(key.selector()))
                || !StoreAge.within(maxStale.apply(key.name()), entry.time(), now)) {
            return Optional.empty();
        }
        return Optional.of(entry.loaded(facts, entry.time().isAfter(now) ? now : entry.time(), clock));
    }

    private void write() {
        Map<EntryKey, StoredEntry> taken;
        synchronized (mutex) {
            schedule.started();
            nextWrite = null;
            taken = learned;
            learned = new HashMap<>();
        }
        boolean done = false;
        try {
            SharedFile.Written written = file.write(taken.values());
            done = true;
            stored = written.facts();
            if (written.replaced()) {
                reports.written(written.facts().size());
            }
        } catch (StoreException e) {
            reports.failed(e);
        } catch (RuntimeException | Error e) { // nothing may end the thread's work
            reports.unexpected(e);
        } finally {
            finished(taken, done);
        }
    }

    private void finished(Map<EntryKey, StoredEntry> taken, boolean done) {
        synchronized (mutex) {
            long now = System.nanoTime();
            if (done) {
                schedule.succeeded(now);
            } else if (schedule.failed(now)) {
                scheduleWrite(now);
            }
            for (StoredEntry entry : taken.values()) {
                if (done || learned.putIfAbsent(entry.key(), entry) != null) {
                    entry.wipe();
                }
            }
        }
    }

    private void forgetAll() {
        synchronized (mutex) {
            learned.values().forEach(StoredEntry::wipe);
            learned.clear();
        }
    }

    @Override
    public void pause() {
        thread.pause();
    }

    @Override
    public void resume() {
        thread.resume();
    }

    /** Writes what is not written yet, within a few seconds, ends the thread and wipes the keys. */
    @Override
    public void close() {
        List<Wanted> unanswered;
        boolean unwritten;
        synchronized (mutex) {
            if (closed) {
                return;
            }
            closed = true;
            unanswered = wanted;
            wanted = new ArrayList<>();
            if (nextWrite != null) {
                nextWrite.cancel(false);
            }
            unwritten = !learned.isEmpty();
        }
        // Not under the mutex: the thread takes it at its end, while it holds what shutdown() needs.
        if (unwritten) {
            thread.execute(this::write);
        }
        thread.shutdown();
        unanswered.forEach(each -> each.answer().complete(Optional.empty()));
        try {
            if (!thread.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
