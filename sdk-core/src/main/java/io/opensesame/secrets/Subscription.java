package io.opensesame.secrets;

/** A listener's hold on what it listens to. Thread-safe. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    /** Ends the subscription; a call that runs at this moment is let finish. Further calls have no effect. */
    @Override
    void close();
}
