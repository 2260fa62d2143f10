package io.opensesame.localkms.engine;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes ids for the versions and answers that the service names itself. */
final class VersionIds {
    private final SecureRandom random;

    VersionIds(SecureRandom random) {
        this.random = random;
    }

    /** Returns a random UUID of version 4, in text form. */
    String next() {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
