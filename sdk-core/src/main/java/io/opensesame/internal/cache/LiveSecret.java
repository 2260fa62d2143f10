package io.opensesame.internal.cache;

import io.opensesame.error.OpenSesameException;
import io.opensesame.secrets.Secret;
import io.opensesame.secrets.SecretChange;
import io.opensesame.secrets.SecretEvent;
import io.opensesame.secrets.SecretMapper;
import io.opensesame.secrets.SecretValue;
import io.opensesame.secrets.Subscription;
import io.opensesame.secrets.TypedVersion;
import io.opensesame.secrets.VersionStage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A handle on one entry. What it gives is replaced whole, by one volatile write under the entry's lock.
 *
 * @param <T> what the secret is mapped to
 */
final class LiveSecret<T> implements Secret<T> {
    private static final Logger LOGGER = LoggerFactory.getLogger(SecretCache.LOGGER_NAME);

    /** The version before another one, if there was any. */
    private record Before<T>(String versionId, Optional<TypedVersion<T>> version) {}

    private final CacheEntry entry;
    private final SecretMapper<T> mapper;
    private final CachingSecretsClient client;
    private final SecretEvents events;
    private final List<ChangeListener<T>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Before<T>> before = new AtomicReference<>();

    /** Null while there is nothing to give; then {@link #failure} tells why. */
    private volatile @Nullable TypedVersion<T> current;

    private volatile @Nullable RuntimeException failure;

    /** What the handle gave last, kept while there is nothing to give: a change is one from there. */
    private volatile @Nullable TypedVersion<T> shown;

    private volatile boolean closed;
    private volatile @Nullable String unmappable;

    LiveSecret(
            CacheEntry entry,
            SecretValue first,
            SecretMapper<T> mapper,
            CachingSecretsClient client,
            SecretEvents events) {
        this.entry = entry;
        this.mapper = mapper;
        this.client = client;
        this.events = events;
        this.current = mapped(first);
        this.shown = current;
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
        TypedVersion<T> version = current;
        return version != null ? version.value() : recovered().value();
    }

    @Override
    public TypedVersion<T> version() {
        TypedVersion<T> version = current;
        return version != null ? version : recovered();
    }

    private TypedVersion<T> recovered() {
        if (!closed) {
            client.read(entry.request);
        }
        TypedVersion<T> version = current;
        if (version != null) {
            return version;
        }
        RuntimeException why = failure;
        throw why != null ? why : new IllegalStateException("a handle has a value or a failure");
    }

    @Override
    public Optional<TypedVersion<T>> previous() {
        String versionId = version().versionId();
        Before<T> known = before.get();
        if (known != null && known.versionId().equals(versionId)) {
            return known.version();
        }
        Optional<TypedVersion<T>> found = client.previous(entry, versionId).map(this::mapped);
        before.compareAndSet(known, new Before<>(versionId, found));
        if (closed) {
            before.set(null); // an end meanwhile came too early to do it
        }
        return found;
    }

    @Override
    public Optional<TypedVersion<T>> rejected(String... versionIds) {
        requireOpen();
        return client.rejected(entry.request, versionIds).map(this::known);
    }

    private TypedVersion<T> known(SecretValue version) {
        TypedVersion<T> now = current;
        return now != null && now.source().sameVersion(version) ? now : mapped(version);
    }

    @Override
    public Subscription onChange(Consumer<? super SecretChange<T>> listener) {
        Objects.requireNonNull(listener, "listener");
        requireOpen();
        ChangeListener<T> added = new ChangeListener<>(listener, events.thread());
        listeners.add(added);
        return () -> {
            added.end();
            listeners.remove(added);
        };
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this handle on secret '" + name() + "' is closed");
        }
    }

    @Override
    public void close() {
        entry.remove(this, new IllegalStateException("this handle on secret '" + name() + "' is closed"));
    }

    /** Maps a version, outside any lock; what is returned makes it visible, under the entry's lock. */
    Runnable prepare(SecretValue next) {
        TypedVersion<T> held = current;
        if (held != null && held.source().sameVersion(next)) {
            return () -> current = new TypedVersion<>(held.value(), next);
        }
        if (next.versionId().equals(unmappable) && held != null) {
            return () -> current = marked(held, true);
        }
        TypedVersion<T> fresh;
        try {
            fresh = mapped(next);
        } catch (RuntimeException e) {
            return () -> kept(next, e);
        } catch (Error e) { // one handle's mapper must not keep the version from everybody else
            return () -> kept(
                    next,
                    new IllegalStateException("the mapper threw " + e.getClass().getName(), e));
        }
        return () -> show(fresh);
    }

    private void show(TypedVersion<T> fresh) {
        TypedVersion<T> last = shown;
        if (closed || last == null) {
            return;
        }
        shown = fresh;
        if (last.versionId().equals(fresh.versionId())) {
            current = fresh;
            return;
        }
        before.set(new Before<>(fresh.versionId(), Optional.of(marked(last, false))));
        current = fresh;
        SecretChange<T> change =
                new SecretChange<>(name(), last.versionId(), fresh.versionId(), last.value(), fresh.value());
        listeners.forEach(listener -> listener.tell(change));
    }

    /** Keeps what it had, which is known to be outdated; a version that cannot be mapped is not tried again. */
    private void kept(SecretValue next, RuntimeException misfit) {
        // A foreign exception's message may quote the secret.
        boolean ours = misfit instanceof OpenSesameException;
        LOGGER.warn(
                "Version '{}' of secret '{}' could not be mapped, the handle keeps what it had: {}",
                next.versionId(),
                name(),
                ours ? misfit.getMessage() : misfit.getClass().getName());
        events.publish(
                SecretEvent.Kind.MAPPING_FAILED,
                entry.request,
                event -> event.versionId(next.versionId()).failure(ours ? misfit : null));
        unmappable = next.versionId();
        TypedVersion<T> held = current;
        if (held != null) {
            current = marked(held, true);
        } else {
            lost(misfit);
        }
    }

    private TypedVersion<T> mapped(SecretValue version) {
        return new TypedVersion<>(
                Objects.requireNonNull(mapper.map(version), "a secret mapper must not return null"), version);
    }

    private static <T> TypedVersion<T> marked(TypedVersion<T> version, boolean stale) {
        return new TypedVersion<>(version.value(), version.source().withStale(stale));
    }

    /** Shows the held version with another mark of staleness. */
    void marked(SecretValue stale) {
        TypedVersion<T> held = current;
        if (held != null && held.versionId().equals(stale.versionId())) {
            current = new TypedVersion<>(held.value(), stale);
        }
    }

    /** Has no value any more. */
    void lost(RuntimeException why) {
        failure = why;
        current = null;
    }

    /** Has no value any more, for good, and keeps none. */
    void ended(RuntimeException why) {
        closed = true;
        lost(why);
        shown = null;
        before.set(null);
        listeners.forEach(ChangeListener::end);
        listeners.clear();
    }

    @Override
    public String toString() {
        return "Secret[" + entry.request + "]";
    }
}
