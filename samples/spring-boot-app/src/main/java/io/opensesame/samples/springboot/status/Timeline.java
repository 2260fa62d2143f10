package io.opensesame.samples.springboot.status;

import io.opensesame.spring.SecretChangedEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The last rotations, newest first. Thread-safe. */
@Component
class Timeline {
    private static final int LENGTH = 20;

    /** Guarded by this. */
    private final Deque<Rotation> rotations = new ArrayDeque<>();

    @EventListener
    synchronized void changed(SecretChangedEvent event) {
        rotations.addFirst(new Rotation(
                Instant.ofEpochMilli(event.getTimestamp()),
                event.secretName(),
                event.previousVersionId(),
                event.versionId()));
        if (rotations.size() > LENGTH) {
            rotations.removeLast();
        }
    }

    synchronized List<Rotation> rotations() {
        return List.copyOf(rotations);
    }
}
