package io.opensesame.internal.envelope;

import io.opensesame.envelope.EnvelopeKey;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Tells the ids of keys. An alias is resolved by DescribeKey, and the answer ages like a data key: it is used up to the
 * same age, and fetched anew in the background before. Thread-safe; reading takes no lock.
 */
final class KeyResolver {
    private final DataKeyService kms;
    private final AgeClock clock;
    private final Duration callTime;
    private final Map<EnvelopeKey, AgingValue<String>> aliases = new HashMap<>();

    /**
     * @param keys all keys that will be asked for
     * @param callTime how long a call may take
     */
    KeyResolver(DataKeyService kms, Collection<EnvelopeKey> keys, Duration maxAge, Duration callTime, AgeClock clock) {
        this.kms = kms;
        this.clock = clock;
        this.callTime = callTime;
        for (EnvelopeKey key : keys) {
            if (key.isAlias()) {
                aliases.put(key, new AgingValue<>(clock, maxAge, forgotten -> {}));
            }
        }
    }

    /** Returns the key's id; null if it is an alias that has to be resolved first. */
    @Nullable
    String known(EnvelopeKey key) {
        AgingValue<String> id = aliases.get(key);
        if (id == null) {
            return key.keyId();
        }
        long now = clock.nanos();
        if (id.isDue(now)) {
            id.refresh(now, () -> kms.keyId(key, callTime));
        }
        return id.held(now);
    }

    /** Returns the key's id, resolved if need be; threads that ask together share a call. */
    CompletableFuture<String> resolve(EnvelopeKey key, Duration within) {
        AgingValue<String> id = aliases.get(key);
        if (id == null) {
            return CompletableFuture.completedFuture(key.keyId());
        }
        CompletableFuture<String> resolved = id.fetch(null, () -> kms.keyId(key, within));
        return resolved == null ? CompletableFuture.failedFuture(KmsEnvelopeCipher.closedException()) : resolved;
    }

    void close(RuntimeException failure) {
        aliases.values().forEach(id -> id.close(failure));
    }
}
