package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.crypto.KeySpec;
import io.opensesame.localkms.engine.crypto.KeyUsage;
import java.util.Optional;

/**
 * What a key is from its creation to its end.
 *
 * @param protectionLevel {@code SOFTWARE} or {@code HSM}; makes no difference here
 * @param instanceId the KMS instance that the key is in, if any
 */
record KeyTraits(KeySpec spec, KeyUsage usage, KeyOrigin origin, String protectionLevel, Optional<String> instanceId) {
    /** Returns whether the service makes new versions of such keys by itself, if asked to. */
    boolean canRotate() {
        return spec.isSymmetric() && origin == KeyOrigin.KMS;
    }
}
