package io.opensesame.jdbc;

/**
 * Told of what happens to the logins and connections of a data source. Called on the thread that does it, such as one
 * that connects, while it holds one of the permits that bound wrong logins: so it must be quick, and must not connect
 * itself. Thread-safe. What it throws is logged and has no effect.
 */
@FunctionalInterface
public interface LoginListener {
    /**
     * Takes an event.
     *
     * @param event what happened
     */
    void happened(LoginEvent event);
}
