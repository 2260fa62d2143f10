package io.opensesame.localkms.engine.call;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes ids for what the service names itself, such as versions and answers. */
public final class RandomIds {
    private final SecureRandom random;

    /** Creates a maker of ids that takes them from the given source. */
    public RandomIds(SecureRandom random) {
        this.random = random;
    }

    /** Returns a random UUID of version 4, in text form. */
    public String next() {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
