package io.opensesame.localkms.http.signature;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers the nonces of accepted requests until their timestamps have run out. Thread-safe.
 *
 * <p>It holds {@value #CAPACITY} nonces, each of {@value #MAX_NONCE_LENGTH} characters at most. When it is full it
 * forgets the oldest: under a load that fills it, a replay is noticed for a shorter time, but no honest request is
 * refused.
 */
final class NonceMemory {
    static final int CAPACITY = 100_000;
    static final int MAX_NONCE_LENGTH = 128;

    private final int capacity;
    private final Map<String, Instant> expiryByNonce = new LinkedHashMap<>();

    NonceMemory() {
        this(CAPACITY);
    }

    NonceMemory(int capacity) {
        this.capacity = capacity;
    }

    /** Remembers the nonce up to {@code expiry}; answers false if it is known already. */
    synchronized boolean remember(String accessKeyId, String nonce, Instant expiry, Instant now) {
        forgetExpired(now);
        if (expiryByNonce.putIfAbsent(accessKeyId + "\n" + nonce, expiry) != null) {
            return false;
        }
        if (expiryByNonce.size() > capacity) {
            removeOldest();
        }
        return true;
    }

    /* Timestamps differ from the order of arrival by 30 minutes at most, so the oldest stand in front, nearly sorted. */
    private void forgetExpired(Instant now) {
        Iterator<Instant> oldestFirst = expiryByNonce.values().iterator();
        while (oldestFirst.hasNext() && oldestFirst.next().isBefore(now)) {
            oldestFirst.remove();
        }
    }

    private void removeOldest() {
        Iterator<String> oldestFirst = expiryByNonce.keySet().iterator();
        oldestFirst.next();
        oldestFirst.remove();
    }
}
