package io.opensesame.jdbc;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners of one data source. */
final class LoginEvents {
    private static final Logger LOGGER = LoggerFactory.getLogger(RotatingDataSource.class);

    private final String secretName;
    private final List<LoginListener> listeners;
    private final InstantSource clock;

    LoginEvents(String secretName, List<LoginListener> listeners, InstantSource clock) {
        this.secretName = secretName;
        this.listeners = new CopyOnWriteArrayList<>(listeners);
        this.clock = clock;
    }

    /** Adds a listener of our own. */
    void listen(LoginListener listener) {
        listeners.add(listener);
    }

    void happened(LoginEvent.Kind kind, String versionId) {
        tell(LoginEvent.of(kind, secretName, versionId, clock.instant()));
    }

    void refused(LoginRefusal refusal, String versionId) {
        tell(LoginEvent.refused(refusal, secretName, versionId, clock.instant()));
    }

    /** Whatever a listener throws, a connection that was just opened must reach who asked for it. */
    private void tell(LoginEvent event) {
        if (event.kind() == LoginEvent.Kind.REFUSED) { // no more of them than the lock-out bound
            LOGGER.info("{}", event);
        }
        for (LoginListener listener : listeners) {
            try {
                listener.happened(event);
            } catch (RuntimeException | Error e) {
                LOGGER.warn("a listener failed on {}", event, e);
            }
        }
    }
}
