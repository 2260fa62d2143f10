package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.crypto.AsymmetricKey;
import io.opensesame.localkms.engine.crypto.KeySpec;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * A key pair that is generated when it is first used: making one of RSA takes too long for the engine's lock, under
 * which keys are created. Nobody can tell the difference. Thread-safe.
 */
final class LazyKeyPair {
    private final KeySpec spec;
    private final SecureRandom random;
    private @Nullable AsymmetricKey pair;

    LazyKeyPair(KeySpec spec, SecureRandom random) {
        this.spec = spec;
        this.random = random;
    }

    synchronized AsymmetricKey get() {
        AsymmetricKey made = pair;
        if (made == null) {
            made = AsymmetricKey.generate(spec, random);
            pair = made;
        }
        return made;
    }
}
