package io.opensesame.localkms.engine.key;

import java.time.Instant;

/** One version of a key. Immutable and thread-safe, so that it can be used while the key goes on changing. */
sealed interface KeyVersion permits SymmetricVersion, AsymmetricVersion {
    String id();

    Instant createdAt();
}
