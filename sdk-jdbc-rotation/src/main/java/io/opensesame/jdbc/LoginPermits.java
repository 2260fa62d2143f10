package io.opensesame.jdbc;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Decides which logins may be tried, so that the database does not lock the account. Thread-safe. */
final class LoginPermits {
    /*
     * Each login needs a permit, taken before it and given back after it, however it ends.
     * Invariant: logins in flight + logins refused within the last 60 s <= bound. A login that is in flight counts since
     * it may be refused; so no 60 s see more refusals than the bound, by the server's clock, too.
     *
     * What a wish to log in with a version meets, in this order:
     *   JUST_REFUSED  the version was refused less than a cool-down ago             at once
     *   SPENT         as many logins as the version may cause were refused lately   at once
     *   GRANTED       there is room, and the version is proven or nobody tries it
     * No version may have all permits, in flight and refused: two are left to the versions that take its place, one
     * of which may be wrong, too. And the last one is for versions that were not refused within the last 60 s, however
     * many were tried in vain.
     * Otherwise it waits for a login to end. A version is proven for a second after the database gave any answer
     * but a refusal; before that, one login goes ahead and the others wait for its outcome (no longer than a second,
     * lest a database that is down be tried by one thread at a time): so many threads that meet a rotation together
     * cause one wrong login.
     */

    /** What becomes of a wish to log in. */
    enum Ruling {
        GRANTED,
        JUST_REFUSED,
        SPENT,
        TIMED_OUT
    }

    private record Refused(Version version, LoginRefusals.Found found, long atNanos) {}

    private static final long WINDOW = TimeUnit.SECONDS.toNanos(60);
    private static final long PROVEN = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);
    private static final int VERSIONS = 32;

    private final int bound;
    private final long coolDown;
    private final LongSupplier nanoTime;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final ArrayDeque<Refused> refusals = new ArrayDeque<>();
    private final Map<String, Version> versions = new LinkedHashMap<>();
    private int inFlight;

    /**
     * Creates permits. A version cools down for so long that one bad version alone stays within the bound, and for a
     * second at least.
     */
    LoginPermits(int bound, LongSupplier nanoTime) {
        this.bound = bound;
        this.coolDown = Math.max(TimeUnit.SECONDS.toNanos(1), WINDOW / boundOfOne());
        this.nanoTime = nanoTime;
    }

    /** What is known of the logins of one version. */
    private static final class Version {
        private int inFlight;
        private int refusals;
        private long lastTakenAt;
        private @Nullable Refused refused;
        private @Nullable Long answeredAt;

        boolean isIdle() {
            return inFlight == 0;
        }
    }

    /**
     * Takes a permit for one login, and waits for it until the deadline if need be.
     *
     * @param deadline by the clock of the permits
     * @return what was ruled; to be closed when the login has ended
     */
    Permit take(String versionId, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Version version = version(versionId);
            while (true) {
                long now = nanoTime.getAsLong();
                forget(now);
                Ruling ruling = ruling(version, now, deadline);
                if (ruling != null) {
                    return permit(version, ruling, now);
                }
                // Whatever changes the ruling signals, but for what time alone changes.
                long unused = ended.awaitNanos(Math.max(1, wakeAt(version, deadline) - now));
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Ruling ruling(Version version, long now, long deadline) {
        if (version.refused != null && now - version.refused.atNanos() < coolDown) {
            return Ruling.JUST_REFUSED;
        }
        if (refusals.size() >= boundFor(version) || version.refusals >= boundOfOne()) {
            return Ruling.SPENT;
        }
        if (now - deadline >= 0) {
            return Ruling.TIMED_OUT;
        }
        return hasRoom(version) && mayJoin(version, now) ? Ruling.GRANTED : null;
    }

    private boolean hasRoom(Version version) {
        return refusals.size() + inFlight < boundFor(version) && version.refusals + version.inFlight < boundOfOne();
    }

    private int boundFor(Version version) {
        return version.refusals > 0 ? Math.max(1, bound - 1) : bound;
    }

    private int boundOfOne() {
        return Math.max(1, bound - 2);
    }

    private static boolean mayJoin(Version version, long now) {
        boolean proven = version.answeredAt != null && now - version.answeredAt < PROVEN;
        return version.isIdle() || proven || now - version.lastTakenAt >= PATIENCE;
    }

    private long wakeAt(Version version, long deadline) {
        long wakeAt = deadline;
        if (!refusals.isEmpty()) {
            wakeAt = earlier(wakeAt, refusals.element().atNanos() + WINDOW);
        }
        return hasRoom(version) ? earlier(wakeAt, version.lastTakenAt + PATIENCE) : wakeAt;
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }

    private Permit permit(Version version, Ruling ruling, long now) {
        return switch (ruling) {
            case GRANTED -> {
                inFlight++;
                version.inFlight++;
                version.lastTakenAt = now;
                yield new Permit(version, ruling, now, null, now);
            }
            case JUST_REFUSED ->
                new Permit(version, ruling, now, version.refused, endOf(version.refused, coolDown, now));
            case SPENT -> new Permit(version, ruling, now, refusals.peekLast(), endOf(oldest(version), WINDOW, now));
            case TIMED_OUT -> new Permit(version, ruling, now, null, now);
        };
    }

    /** Returns the refusal whose end leaves room for the version. */
    private @Nullable Refused oldest(Version version) {
        return version.refusals < boundOfOne()
                ? refusals.peek()
                : refusals.stream()
                        .filter(refused -> refused.version() == version)
                        .findFirst()
                        .orElse(null);
    }

    private static long endOf(@Nullable Refused refused, long time, long now) {
        return refused == null ? now : refused.atNanos() + time;
    }

    private void forget(long now) {
        while (!refusals.isEmpty() && now - refusals.element().atNanos() >= WINDOW) {
            refusals.remove().version().refusals--;
        }
    }

    private Version version(String versionId) {
        if (versions.size() >= VERSIONS && !versions.containsKey(versionId)) {
            versions.values().removeIf(Version::isIdle);
        }
        return versions.computeIfAbsent(versionId, id -> new Version());
    }

    /** The right to one login, or the reason why there is none. To be used by one thread. */
    final class Permit implements AutoCloseable {
        private final Version version;
        private final Ruling ruling;
        private final long takenAt;
        private final @Nullable Refused because;
        private final long retryAt;
        private LoginEvent.@Nullable Kind outcome;
        private @Nullable Refused refused;
        private boolean closed;

        private Permit(Version version, Ruling ruling, long takenAt, @Nullable Refused because, long retryAt) {
            this.version = version;
            this.ruling = ruling;
            this.takenAt = takenAt;
            this.because = because;
            this.retryAt = retryAt;
        }

        /** {@return what was ruled} */
        Ruling ruling() {
            return ruling;
        }

        /** {@return the refusal for which there is no permit, be it of this version or of another one} */
        Optional<LoginRefusals.Found> because() {
            return Optional.ofNullable(because).map(Refused::found);
        }

        /** {@return the time after which there may be a permit again} */
        Duration retryAfter() {
            return Duration.ofNanos(retryAt - takenAt);
        }

        /** Says that the database let the login in. */
        void accepted() {
            outcome = LoginEvent.Kind.ACCEPTED;
        }

        /** Says that there is no connection, but not because of the login. */
        void failed() {
            outcome = LoginEvent.Kind.FAILED;
        }

        /** Says that the database refused the login. */
        void refused(LoginRefusals.Found found) {
            outcome = LoginEvent.Kind.REFUSED;
            refused = new Refused(version, found, nanoTime.getAsLong());
        }

        /** Gives the permit back, or keeps it for a minute if the login was refused. */
        @Override
        public void close() {
            lock.lock();
            try {
                if (ruling == Ruling.GRANTED && !closed) {
                    closed = true;
                    end();
                }
            } finally {
                lock.unlock();
            }
        }

        private void end() {
            inFlight--;
            version.inFlight--;
            if (refused != null) {
                refusals.add(refused);
                version.refusals++;
                version.refused = refused;
                version.answeredAt = null;
            } else if (outcome == LoginEvent.Kind.FAILED) {
                version.answeredAt = nanoTime.getAsLong();
            } else if (outcome == LoginEvent.Kind.ACCEPTED && !isOlderThan(version.refused)) {
                version.refused = null;
                version.answeredAt = nanoTime.getAsLong();
            }
            ended.signalAll();
        }

        /** A login that began before another one was refused says nothing of what is now. */
        private boolean isOlderThan(@Nullable Refused other) {
            return other != null && takenAt - other.atNanos() <= 0;
        }
    }
}
