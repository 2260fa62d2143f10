package io.opensesame.internal.cache;

import io.opensesame.secrets.SecretChange;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Delivers changes to one listener, one at a time. Changes that come while one waits are merged into it, so that the
 * queue never holds more than one task for a listener, and the listener always ends up with the newest value.
 *
 * @param <T> what the secret is mapped to
 */
final class ChangeListener<T> {
    private final Consumer<? super SecretChange<T>> listener;
    private final EventThread events;
    private @Nullable SecretChange<T> pending;
    private boolean submitted;
    private boolean ended;

    ChangeListener(Consumer<? super SecretChange<T>> listener, EventThread events) {
        this.listener = listener;
        this.events = events;
    }

    synchronized void tell(SecretChange<T> change) {
        if (ended) {
            return;
        }
        SecretChange<T> waiting = pending;
        pending = waiting == null ? change : merged(waiting, change);
        if (!submitted) {
            submitted = events.submit(
                    "listener " + listener.getClass().getName() + " of secret '" + change.name() + "'", this::deliver);
        }
    }

    private static <T> SecretChange<T> merged(SecretChange<T> first, SecretChange<T> next) {
        return new SecretChange<>(
                first.name(), first.previousVersionId(), next.versionId(), first.previous(), next.current());
    }

    private void deliver() {
        SecretChange<T> change;
        synchronized (this) {
            change = pending;
            pending = null;
            submitted = false;
        }
        if (change != null) {
            listener.accept(change);
        }
    }

    synchronized void end() {
        ended = true;
        pending = null;
    }
}
