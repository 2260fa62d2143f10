package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.crypto.AsymmetricKey;
import java.time.Instant;

/** A version of an asymmetric key: a key pair. */
final class AsymmetricVersion implements KeyVersion {
    private final String id;
    private final Instant createdAt;
    private final LazyKeyPair keyPair;

    AsymmetricVersion(String id, Instant createdAt, LazyKeyPair keyPair) {
        this.id = id;
        this.createdAt = createdAt;
        this.keyPair = keyPair;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Instant createdAt() {
        return createdAt;
    }

    /** Returns the key pair, which may take seconds: call this outside of the engine's lock. */
    AsymmetricKey keyPair() {
        return keyPair.get();
    }
}
