package io.opensesame.internal.envelope;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.DataKeyCacheOptions;
import io.opensesame.envelope.EnvelopeKey;
import io.opensesame.kms.crypto.EncryptionContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Data keys to encrypt with, cached by encryption context. Thread-safe.
 *
 * <p>As long as a key is held and within its bounds, taking it costs neither lock nor call; its successor is fetched in
 * the background once three quarters of its age, messages or bytes are used up.
 */
final class EncryptionKeys {
    /** How often the caller may find a shared key used up by others before he gets one of his own. */
    private static final int SHARED_TRIES = 8;

    private static final int REMEMBERED_IDS = 256;

    private final KeyWrapper wrapper;
    private final AlgorithmSuite suite;
    private final DataKeyCacheOptions bounds;
    private final Duration callTime;
    private final AgeClock clock;
    private final DataKeyCache<EncryptionKey> cache;

    /** By the contexts' hash codes; hashing each message's context would cost about as much as encrypting 64 bytes. */
    private final AtomicReferenceArray<@Nullable RememberedId> ids = new AtomicReferenceArray<>(REMEMBERED_IDS);

    /** @param callTime how long a call in the background may take */
    EncryptionKeys(
            KeyWrapper wrapper, AlgorithmSuite suite, DataKeyCacheOptions bounds, Duration callTime, AgeClock clock) {
        this.wrapper = wrapper;
        this.suite = suite;
        this.bounds = bounds;
        this.callTime = callTime;
        this.clock = clock;
        this.cache = new DataKeyCache<>(bounds, clock);
    }

    private record RememberedId(EncryptionContext context, List<EnvelopeKey> keysById, DataKeyId id) {
        @SuppressWarnings("ReferenceEquality") // there is a new list only if an alias moved
        boolean isOf(EncryptionContext otherContext, List<EnvelopeKey> others) {
            return keysById == others && context.equals(otherContext);
        }
    }

    /**
     * Returns a key that is at hand, held for one message more. It never asks KMS, unless in the background.
     *
     * @param length the plaintext's length in bytes; 0 if it is counted later
     * @return null if there is none
     */
    @Nullable
    EncryptionKey takeHeld(EncryptionContext context, long length) {
        List<EnvelopeKey> keysById = wrapper.knownKeys();
        if (keysById == null || !isShared(length)) {
            return null;
        }
        DataKeyId id = id(context, keysById);
        long now = clock.nanos();
        EncryptionKey key = cache.held(id, now);
        if (key == null || !key.holdFor(length)) {
            return null;
        }
        if (key.isRunningOut() || cache.isDue(id, now)) {
            cache.refresh(id, now, () -> generate(keysById, context, callTime));
        }
        return key;
    }

    /**
     * Returns a key to come, held for one message more. Who gives up waiting for it must release it when it comes.
     *
     * @param length as above
     */
    CompletableFuture<EncryptionKey> take(EncryptionContext context, long length, Deadline deadline) {
        return wrapper.resolvedKeys(deadline)
                .thenCompose(keysById -> isShared(length)
                        ? takeShared(keysById, context, length, deadline, null, SHARED_TRIES)
                        : generate(keysById, context, deadline.left()));
    }

    /** A message that is larger than what one key is for gets a key of its own. */
    private boolean isShared(long length) {
        return bounds.maxEntries() > 0 && length <= bounds.maxBytes();
    }

    private CompletableFuture<EncryptionKey> takeShared(
            List<EnvelopeKey> keysById,
            EncryptionContext context,
            long length,
            Deadline deadline,
            @Nullable EncryptionKey usedUp,
            int tries) {
        if (tries == 0) {
            return generate(keysById, context, deadline.left());
        }
        return cache.fetch(id(context, keysById), usedUp, () -> generate(keysById, context, deadline.left()))
                .thenCompose(key -> key.holdFor(length)
                        ? CompletableFuture.completedFuture(key)
                        : takeShared(keysById, context, length, deadline, key, tries - 1));
    }

    private CompletableFuture<EncryptionKey> generate(
            List<EnvelopeKey> keysById, EncryptionContext context, Duration within) {
        return wrapper.generate(keysById, suite, context, bounds, within);
    }

    private DataKeyId id(EncryptionContext context, List<EnvelopeKey> keysById) {
        int slot = Math.floorMod(context.hashCode(), REMEMBERED_IDS);
        RememberedId remembered = ids.get(slot);
        if (remembered != null && remembered.isOf(context, keysById)) {
            return remembered.id();
        }
        DataKeyId id = DataKeyId.forEncrypting(suite, keysById, context);
        ids.set(slot, new RememberedId(context, keysById, id));
        return id;
    }

    /** Drops what is too old. Never blocks. */
    void sweep() {
        cache.sweep();
    }

    int size() {
        return cache.size();
    }

    void close(RuntimeException failure) {
        cache.close(failure);
    }
}
