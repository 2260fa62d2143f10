package io.opensesame;

import io.opensesame.internal.cache.SecretEvents;
import io.opensesame.internal.store.StoreProblem;
import io.opensesame.internal.store.StoreReporter;
import io.opensesame.secrets.SecretEvent;
import io.opensesame.secrets.SecretEvent.Kind;

/** Tells listeners what the local store does as a whole; of the copies that it gives, the cache tells. */
final class StoreEvents implements StoreReporter {
    private final SecretEvents events;

    StoreEvents(SecretEvents events) {
        this.events = events;
    }

    @Override
    public void storeRead(String secretName) {}

    @Override
    public void storeWritten(int entries) {
        events.publish(SecretEvent.builder(Kind.STORE_WRITTEN, ""));
    }

    @Override
    public void storeFailed(StoreProblem problem, String message) {
        events.publish(SecretEvent.builder(Kind.STORE_FAILED, "").failure(new IllegalStateException(message)));
    }
}
