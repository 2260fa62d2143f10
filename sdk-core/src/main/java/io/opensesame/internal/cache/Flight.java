package io.opensesame.internal.cache;

import io.opensesame.secrets.SecretValue;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** One call to KMS for one entry, and who waits for it. */
final class Flight {
    /** Shared by all who wait. */
    final CompletableFuture<SecretValue> future = new CompletableFuture<>();

    /** Taken by the one who asks the local store for a copy while this is under way. */
    final AtomicBoolean copyAsked = new AtomicBoolean();

    /** Completed when the local store has been asked, whatever it had. */
    final CompletableFuture<Void> copyTried = new CompletableFuture<>();

    /** Whether it was sent since a version had been rejected. */
    final boolean afterRejection;

    /** Whether somebody waits who wants a refusal to count at once. Guarded by the entry's lock. */
    boolean byHand;

    /** Guarded by the entry's lock. */
    Instant sentAt;

    Flight(boolean byHand, boolean afterRejection, Instant now) {
        this.byHand = byHand;
        this.afterRejection = afterRejection;
        this.sentAt = now;
    }
}
