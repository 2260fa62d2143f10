package io.opensesame.localkms.engine;

import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.event.RotationEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** How the latest rotations of managed secrets ended. Not thread-safe. */
final class RotationEvents {
    private static final int MAX_EVENTS = 1_000;

    private final Deque<RotationEvent> events = new ArrayDeque<>();

    void succeeded(StoredSecret secret, Instant at) {
        add(secret, at, Optional.empty());
    }

    void failed(StoredSecret secret, Instant at, ServiceRefusal refusal) {
        add(secret, at, Optional.of(new RotationEvent.Failure(refusal.code(), refusal.getMessage())));
    }

    List<RotationEvent> all() {
        return List.copyOf(events);
    }

    private void add(StoredSecret secret, Instant at, Optional<RotationEvent.Failure> failure) {
        if (events.size() == MAX_EVENTS) {
            events.removeFirst();
        }
        events.addLast(new RotationEvent(at, secret.name(), secret.type().wireName(), failure));
    }
}
