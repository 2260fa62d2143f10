package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.call.RandomIds;
import io.opensesame.localkms.engine.crypto.KeySpec;
import java.security.SecureRandom;
import java.time.Instant;

/** Makes versions of keys, with new ids and new material. */
final class NewVersions {
    private final RandomIds ids;
    private final SecureRandom random;

    NewVersions(RandomIds ids, SecureRandom random) {
        this.ids = ids;
        this.random = random;
    }

    KeyVersion first(KeyTraits traits, Instant now) {
        return traits.origin() == KeyOrigin.EXTERNAL
                ? SymmetricVersion.withoutMaterial(ids.next(), now, traits.spec())
                : next(traits.spec(), now);
    }

    KeyVersion next(KeySpec spec, Instant now) {
        return spec.isSymmetric()
                ? SymmetricVersion.generate(ids.next(), now, spec, random)
                : new AsymmetricVersion(ids.next(), now, new LazyKeyPair(spec, random));
    }
}
