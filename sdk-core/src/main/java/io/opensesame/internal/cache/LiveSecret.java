package io.opensesame.internal.cache;

import io.opensesame.error.OpenSesameException;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretChange;
import io.opensesame.secrets.SecretMapper;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.Subscription;
import io.opensesame.secrets.VersionStage;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A handle on one entry. Its state is replaced whole, by one volatile write under the entry's lock.
 *
 * @param <T> what the secret is mapped to
 */
final class LiveSecret<T> implements Secret<T> {
    private static final Logger LOGGER = LoggerFactory.getLogger(SecretCache.LOGGER_NAME);

    /** What the handle gives: a mapped version, or the reason why there is none. */
    private record State<T>(
            @Nullable T mapped,
            @Nullable SecretValue version,
            @Nullable RuntimeException failure) {}

    /** What the handle gave last, kept while there is nothing to give: a change is one from there. */
    private record Shown<T>(T mapped, String versionId) {}

    private final CacheEntry entry;
    private final SecretMapper<T> mapper;
    private final EventThread events;
    private final Runnable reload;
    private final List<ChangeListener<T>> listeners = new CopyOnWriteArrayList<>();
    private volatile State<T> state;
    private volatile Shown<T> shown;
    private volatile boolean closed;
    private volatile @Nullable String unmappable;

    /** @param reload reads the entry on the calling thread, for a handle that has lost its value */
    LiveSecret(CacheEntry entry, SecretValue first, SecretMapper<T> mapper, EventThread events, Runnable reload) {
        this.entry = entry;
        this.mapper = mapper;
        this.events = events;
        this.reload = reload;
        T mapped = mapped(first);
        this.state = new State<>(mapped, first, null);
        this.shown = new Shown<>(mapped, first.versionId());
    }

    @Override
    public String name() {
        return entry.request.name();
    }

    @Override
    public VersionStage stage() {
        VersionStage stage = entry.request.stage();
        return stage == null ? VersionStage.CURRENT : stage;
    }

    @Override
    public T value() {
        T mapped = state.mapped();
        return mapped != null ? mapped : present(recovered().mapped());
    }

    @Override
    public SecretValue version() {
        SecretValue version = state.version();
        return version != null ? version : present(recovered().version());
    }

    private State<T> recovered() {
        if (!closed) {
            reload.run();
        }
        State<T> now = state;
        if (now.failure() != null) {
            throw now.failure();
        }
        return now;
    }

    private static <V> V present(@Nullable V value) {
        if (value == null) {
            throw new IllegalStateException("a handle has a value or a failure");
        }
        return value;
    }

    @Override
    public Subscription onChange(Consumer<? super SecretChange<T>> listener) {
        Objects.requireNonNull(listener, "listener");
        if (closed) {
            throw new IllegalStateException("this handle on secret '" + name() + "' is closed");
        }
        ChangeListener<T> added = new ChangeListener<>(listener, events);
        listeners.add(added);
        return () -> {
            added.end();
            listeners.remove(added);
        };
    }

    @Override
    public void close() {
        closed = true;
        entry.remove(this, new IllegalStateException("this handle on secret '" + name() + "' is closed"));
        listeners.forEach(ChangeListener::end);
        listeners.clear();
    }

    /** Maps a version, outside any lock; what is returned makes it visible, under the entry's lock. */
    Runnable prepare(SecretValue next) {
        State<T> before = state;
        SecretValue held = before.version();
        T mapped = before.mapped();
        if (held != null && mapped != null && held.sameVersion(next)) {
            return () -> state = new State<>(mapped, next, null);
        }
        if (next.versionId().equals(unmappable) && held != null && mapped != null) {
            return () -> state = new State<>(mapped, held.withStale(true), null);
        }
        T fresh;
        try {
            fresh = mapped(next);
        } catch (RuntimeException e) {
            return () -> kept(next, e);
        }
        return () -> show(fresh, next);
    }

    private void show(T fresh, SecretValue next) {
        Shown<T> before = shown;
        state = new State<>(fresh, next, null);
        shown = new Shown<>(fresh, next.versionId());
        if (!before.versionId().equals(next.versionId())) {
            SecretChange<T> change =
                    new SecretChange<>(name(), before.versionId(), next.versionId(), before.mapped(), fresh);
            listeners.forEach(listener -> listener.tell(change));
        }
    }

    /** Keeps what it had, which is known to be outdated; a version that cannot be mapped is not tried again. */
    private void kept(SecretValue next, RuntimeException failure) {
        // A foreign exception's message may quote the secret.
        String why = failure instanceof OpenSesameException
                ? failure.getMessage()
                : failure.getClass().getName();
        LOGGER.warn(
                "Version '{}' of secret '{}' could not be mapped, the handle keeps what it had: {}",
                next.versionId(),
                name(),
                why);
        unmappable = next.versionId();
        SecretValue held = state.version();
        T mapped = state.mapped();
        if (held != null && mapped != null) {
            state = new State<>(mapped, held.withStale(true), null);
        } else {
            lost(failure);
        }
    }

    private T mapped(SecretValue version) {
        return Objects.requireNonNull(mapper.map(version), "a secret mapper must not return null");
    }

    /** Shows the held version with another mark of staleness. */
    void marked(SecretValue stale) {
        State<T> before = state;
        SecretValue held = before.version();
        if (held != null && held.versionId().equals(stale.versionId())) {
            state = new State<>(before.mapped(), stale, null);
        }
    }

    /** Has no value any more. */
    void lost(RuntimeException failure) {
        state = new State<>(null, null, failure);
    }

    @Override
    public String toString() {
        return "Secret[" + entry.request + "]";
    }
}
