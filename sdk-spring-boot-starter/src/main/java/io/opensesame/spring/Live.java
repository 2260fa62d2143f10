package io.opensesame.spring;

import java.util.function.Consumer;

/**
 * A holder of {@code @ConfigurationProperties} that are bound anew when a secret among their values rotates.
 *
 * <p>Inject {@code Live<OrdersProperties>} in the place of {@code OrdersProperties}, and ask it at each use: a record
 * cannot be changed in place, so a new one takes its place here. If a new version of a secret cannot be bound, or is
 * refused by validation, the properties before it stay. Thread-safe.
 *
 * @param <T> the properties' class
 */
public interface Live<T> {
    /** {@return the newest properties: one volatile read} */
    T value();

    /**
     * Calls a listener with the new properties after each change; one call at a time. An exception that it throws is
     * logged and has no effect.
     *
     * @param listener the listener
     * @return what ends the listening
     */
    io.opensesame.secrets.Subscription onChange(Consumer<? super T> listener);
}
