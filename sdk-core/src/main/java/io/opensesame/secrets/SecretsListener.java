package io.opensesame.secrets;

/**
 * Told of what happens to the secrets of one client.
 *
 * <p>Called on the client's event thread, one event at a time and in order, after the fact: no read waits for it. It
 * may block, but then delays all listeners of the client, and events that outrun it by more than 1,024 are dropped,
 * with a warning. What it throws is logged and has no effect.
 */
@FunctionalInterface
public interface SecretsListener {
    /**
     * Takes notice of an event.
     *
     * @param event what happened; holds no plaintext
     */
    void happened(SecretEvent event);
}
