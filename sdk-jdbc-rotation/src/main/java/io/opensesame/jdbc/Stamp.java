package io.opensesame.jdbc;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one open connection. It does not hold the connection, so that one that was lost without being closed
 * is not counted for ever.
 */
final class Stamp extends WeakReference<StampedConnection> {
    /*
     * current    no notice                                     the version is the current one, or nothing is to take its place
     * notified   a notice, not leaving                         to be closed by its due time
     * leaving    leaving                                       a pool was told to close it: now, or when it comes back
     * closed     closed                                        for ever
     * A notice is given and taken back under the registry's lock; to leave is for ever.
     */
    private final OpenConnections registry;
    private final String versionId;
    private final AtomicBoolean closed = new AtomicBoolean();

    private volatile @Nullable Notice notice;
    private volatile boolean leaving;
    private boolean told; // by the one pass that runs

    Stamp(StampedConnection connection, OpenConnections registry, String versionId) {
        super(connection, registry.lost());
        this.registry = registry;
        this.versionId = versionId;
    }

    String versionId() {
        return versionId;
    }

    OpenConnections registry() {
        return registry;
    }

    @Nullable
    Notice notice() {
        return notice;
    }

    void notice(@Nullable Notice notice) {
        this.notice = notice;
    }

    /** Whether it is to be closed, and no pool was told so yet. */
    boolean staying() {
        return notice != null && !leaving;
    }

    void leave() {
        leaving = true;
    }

    /**
     * Notes that every pool was told to close all. One that was just adding this connection may have missed it, once.
     */
    void toldToLeave() {
        leaving = told;
        told = true;
    }

    /** Whether its time to go has come. One volatile read for a connection of the current version. */
    boolean due() {
        Notice given = notice;
        return given != null && given.dueNanos() - registry.nanoTime() <= 0;
    }

    /** Takes the connection out of the count, once. */
    void closed() {
        if (closed.compareAndSet(false, true)) {
            registry.closed(this);
        }
    }
}
