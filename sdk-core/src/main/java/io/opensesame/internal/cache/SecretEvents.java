package io.opensesame.internal.cache;

import io.opensesame.secrets.SecretEvent;
import io.opensesame.secrets.SecretsListener;
import io.opensesame.secrets.Subscription;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands events to listeners, on the event thread; whoever tells of one never waits. Thread-safe. */
public final class SecretEvents {
    private static final Logger LOGGER = LoggerFactory.getLogger(SecretCache.LOGGER_NAME);
    private static final int WAITING_EVENTS = 1_024;

    private final EventThread thread;
    private final InstantSource clock;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    /**
     * @param thread where listeners run
     * @param clock tells when something happened
     */
    public SecretEvents(EventThread thread, InstantSource clock) {
        this.thread = thread;
        this.clock = clock;
    }

    EventThread thread() {
        return thread;
    }

    Subscription listen(SecretsListener listener) {
        Delivery delivery = new Delivery(Objects.requireNonNull(listener, "listener"));
        deliveries.add(delivery);
        return () -> {
            deliveries.remove(delivery);
            delivery.end();
        };
    }

    /** Tells of what has just happened. */
    public void publish(SecretEvent.Builder happened) {
        if (!deliveries.isEmpty()) {
            SecretEvent event = happened.at(clock.instant()).build();
            deliveries.forEach(delivery -> delivery.offer(event));
        }
    }

    /** Tells of something that happened to what was asked for. */
    void publish(SecretEvent.Kind kind, ReadRequest request, Consumer<SecretEvent.Builder> details) {
        if (!deliveries.isEmpty()) {
            SecretEvent.Builder builder = SecretEvent.builder(kind, request.name())
                    .stage(request.stage())
                    .versionId(request.expectedVersionId().orElse(null));
            details.accept(builder);
            publish(builder);
        }
    }

    private final class Delivery {
        private final SecretsListener listener;
        private final Queue<SecretEvent> waiting = new ArrayDeque<>();
        private boolean submitted;
        private boolean dropping;
        private boolean ended;

        Delivery(SecretsListener listener) {
            this.listener = listener;
        }

        synchronized void offer(SecretEvent event) {
            if (ended) {
                return;
            }
            if (waiting.size() == WAITING_EVENTS) {
                if (!dropping) {
                    LOGGER.warn(
                            "The listener {} is too slow: {} events wait for it, more are dropped",
                            listener.getClass().getName(),
                            WAITING_EVENTS);
                }
                dropping = true;
                return;
            }
            waiting.add(event);
            submitNext();
        }

        /** One event a task, so that other listeners get their turn. */
        private void submitNext() {
            if (!submitted && !waiting.isEmpty()) {
                submitted = thread.submit("listener " + listener.getClass().getName(), this::deliver);
            }
        }

        private void deliver() {
            SecretEvent event;
            synchronized (this) {
                event = waiting.poll();
            }
            try {
                if (event != null) {
                    listener.happened(event);
                }
            } finally {
                delivered();
            }
        }

        private synchronized void delivered() {
            submitted = false;
            dropping = dropping && !waiting.isEmpty();
            submitNext();
        }

        synchronized void end() {
            ended = true;
            waiting.clear();
        }
    }
}
