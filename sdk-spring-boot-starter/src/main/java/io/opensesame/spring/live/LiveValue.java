package io.opensesame.spring.live;

import io.opensesame.secrets.Subscription;
import io.opensesame.spring.Live;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The holder of one properties bean. */
final class LiveValue<T> implements Live<T> {
    private static final Logger LOGGER = LoggerFactory.getLogger(Live.class);

    private final String beanName;
    private final List<Listener<T>> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable T newest;

    /** Not the consumer itself: that one may be added twice. */
    private record Listener<T>(Consumer<? super T> consumer) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    LiveValue(String beanName) {
        this.beanName = beanName;
    }

    @Override
    public T value() {
        return Objects.requireNonNull(newest, "a holder is injected with its first value");
    }

    @Override
    public Subscription onChange(Consumer<? super T> listener) {
        Listener<T> added = new Listener<>(Objects.requireNonNull(listener, "listener"));
        listeners.add(added);
        return () -> listeners.remove(added);
    }

    /** Gives the first value, unless there is a newer one already. */
    synchronized void begin(T first) {
        if (newest == null) {
            newest = first;
        }
    }

    synchronized void replace(T next) {
        newest = next;
    }

    /** Tells the listeners of the newest value, if there is a holder at all. */
    void tell() {
        T value = newest;
        if (value == null) {
            return;
        }
        for (Listener<T> listener : listeners) {
            try {
                listener.consumer().accept(value);
            } catch (RuntimeException e) { // its message may quote a value
                LOGGER.warn(
                        "A listener to the changes of bean '{}' threw {}",
                        beanName,
                        e.getClass().getName());
            }
        }
    }

    @Override
    public String toString() {
        return "Live['" + beanName + "']";
    }
}
