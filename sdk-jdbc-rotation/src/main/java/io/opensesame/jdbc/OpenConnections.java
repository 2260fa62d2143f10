package io.opensesame.jdbc;

import io.opensesame.error.OpenSesameException;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.Subscription;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of one data source, each stamped with the version whose login opened it. Tells those of old
 * versions by when they are to be closed. Thread-safe.
 */
final class OpenConnections implements AutoCloseable {
    /*
     * A connection is old if its version is not the current one, as last seen: versions have no order.
     * An old one has a notice, unless the database refused the current version within the last minute: then what
     * came in its place would be of an old version again.
     * Level-triggered: review() looks at all connections, and it does not matter which change it was called for. It is
     * called after each change of the secret, of the refusal, and whenever a connection of an old version was opened.
     * A connection is registered before the current version is read, and the current version is written before the
     * registered ones are read: so none that races a rotation is missed.
     * The lock is held for nothing but the state: not for I/O, not for listeners.
     */
    static final Duration REFUSAL_COUNTS = Duration.ofMinutes(1);

    private final Supplier<String> currentVersion;
    private final Duration drain;
    private final LoginEvents events;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService scheduler;
    private final ConnectionRetirer retirer;

    private final Set<Stamp> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();
    private final ReferenceQueue<StampedConnection> lost = new ReferenceQueue<>();

    private final Object lock = new Object();
    private volatile String current;
    /** When the database last refused a version that it has not let in since. */
    private final Map<String, Long> refusedAtNanos = new ConcurrentHashMap<>();

    private @Nullable ScheduledFuture<?> nextReview;
    private volatile @Nullable Subscription subscription;

    OpenConnections(
            Supplier<String> currentVersion,
            Duration drain,
            LoginEvents events,
            InstantSource clock,
            LongSupplier nanoTime,
            ScheduledExecutorService scheduler) {
        this.currentVersion = currentVersion;
        this.drain = drain;
        this.events = events;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.scheduler = scheduler;
        this.retirer = new ConnectionRetirer(this, drain, scheduler);
        this.current = currentVersion.get();
    }

    static OpenConnections following(Secret<DatabaseLogin> secret, Duration drain, LoginEvents events) {
        OpenConnections connections = new OpenConnections(
                () -> secret.version().versionId(),
                drain,
                events,
                InstantSource.system(),
                System::nanoTime,
                RetirementThread.scheduler());
        events.listen(event -> {
            if (event.kind() == LoginEvent.Kind.REFUSED) {
                connections.refused(event.versionId());
            }
        });
        connections.subscription = secret.onChange(change -> connections.follow());
        return connections;
    }

    /** Stamps a connection that was just opened. */
    Connection opened(String versionId, Connection physical) {
        forgetLost();
        StampedConnection connection = new StampedConnection(physical, this, versionId);
        open.add(connection.stamp());
        counts.merge(versionId, 1, Integer::sum);
        follow();
        if (accepted(versionId) || !versionId.equals(current)) {
            review();
        }
        return connection;
    }

    /** Looks for another current version, and begins to retire the connections of others if there is one. */
    void follow() {
        // Read again after each change: else a thread that was held up could put back what another one has replaced.
        for (String now = versionNow(); !now.equals(current); now = versionNow()) {
            if (becomesCurrent(now)) {
                events.happened(LoginEvent.Kind.ROTATED, now);
                review();
            }
        }
    }

    private String versionNow() {
        try {
            return currentVersion.get();
        } catch (OpenSesameException | IllegalStateException e) {
            return current; // no value any more, or closed: what was seen last stays current
        }
    }

    private boolean becomesCurrent(String versionId) {
        synchronized (lock) {
            boolean changes = !versionId.equals(current);
            current = versionId;
            return changes;
        }
    }

    /** Takes note that the database refused a version's login. */
    void refused(String versionId) {
        refusedAtNanos.values().removeIf(at -> nanoTime() - at >= REFUSAL_COUNTS.toNanos());
        refusedAtNanos.put(versionId, nanoTime());
        if (versionId.equals(current)) {
            review();
        }
    }

    /** Takes note that the database let a version's login in; whether it had refused it before. */
    private boolean accepted(String versionId) {
        return refusedAtNanos.remove(versionId) != null;
    }

    /**
     * Gives notice to the connections of old versions that have none, and takes it back where there is no reason any
     * more.
     */
    private void review() {
        boolean attached = retirer.hasPools();
        synchronized (lock) {
            long refusalCountsNanos = refusalCountsNanos();
            List<Stamp> old = new ArrayList<>();
            for (Stamp stamp : open) {
                if (stamp.versionId().equals(current) || refusalCountsNanos > 0) {
                    stamp.notice(null);
                } else if (stamp.notice() == null) {
                    old.add(stamp);
                }
            }
            giveNotice(old, attached);
            if (refusalCountsNanos > 0) {
                reviewAfter(refusalCountsNanos);
            }
        }
        retirer.wake();
    }

    private void reviewAfter(long nanos) {
        if (nextReview != null) {
            nextReview.cancel(false);
        }
        try {
            nextReview = scheduler.schedule(this::review, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            nextReview = null; // closed
        }
    }

    private long refusalCountsNanos() {
        Long at = refusedAtNanos.get(current);
        return at == null ? 0 : REFUSAL_COUNTS.toNanos() - (nanoTime() - at);
    }

    /** What an attached pool does not close by itself is due at the end; otherwise one after the other is. */
    private void giveNotice(List<Stamp> old, boolean attached) {
        Instant since = clock.instant();
        Instant until = since.plus(drain);
        long now = nanoTime();
        long spread = attached ? 0 : drain.toNanos() / Math.max(1, old.size());
        for (int i = 0; i < old.size(); i++) {
            old.get(i).notice(new Notice(since, until, now + drain.toNanos() - spread * (old.size() - 1 - i)));
        }
    }

    /** Takes a connection out of the count: called by its stamp, once. */
    void closed(Stamp stamp) {
        String versionId = stamp.versionId();
        open.remove(stamp);
        boolean last = counts.computeIfPresent(versionId, (id, count) -> count == 1 ? null : count - 1) == null;
        if (!versionId.equals(current)) {
            events.happened(LoginEvent.Kind.RETIRED, versionId);
            if (last) {
                events.happened(LoginEvent.Kind.DRAINED, versionId);
            }
        }
    }

    private void forgetLost() {
        for (Reference<?> gone = lost.poll(); gone != null; gone = lost.poll()) {
            ((Stamp) gone).closed();
        }
    }

    ReferenceQueue<StampedConnection> lost() {
        return lost;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** Returns the connections that are to be closed, and that no pool was told of yet. */
    List<Stamp> staying() {
        return open.stream().filter(Stamp::staying).toList();
    }

    Map<String, Integer> countByVersion() {
        forgetLost();
        return Map.copyOf(new TreeMap<>(counts));
    }

    Optional<Retirement> retirement() {
        forgetLost();
        return Retirement.of(open.stream()
                .map(Stamp::notice)
                .filter(notice -> notice != null)
                .toList());
    }

    void retireFrom(ConnectionPool pool) {
        retirer.retireFrom(pool);
    }

    @Override
    public void close() {
        Subscription listening = subscription;
        if (listening != null) {
            listening.close();
        }
        retirer.close();
    }
}
