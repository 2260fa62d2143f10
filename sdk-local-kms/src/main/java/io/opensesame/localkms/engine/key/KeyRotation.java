package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.call.Parameters;
import io.opensesame.localkms.engine.call.WireTime;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes new versions of symmetric keys when they are due. */
final class KeyRotation {
    private static final Logger LOGGER = LoggerFactory.getLogger(KeyRotation.class);
    private static final Duration MIN_INTERVAL = Duration.ofDays(7);
    private static final Duration MAX_INTERVAL = Duration.ofDays(730);

    private final StoredKeys keys;
    private final NewVersions newVersions;

    KeyRotation(StoredKeys keys, NewVersions newVersions) {
        this.keys = keys;
        this.newVersions = newVersions;
    }

    /** Reads the interval of automatic rotations: 7 to 730 days, though some texts have narrower limits. */
    static Duration interval(Parameters parameters) {
        return WireTime.parseInterval(
                "RotationInterval", parameters.required("RotationInterval"), MIN_INTERVAL, MAX_INTERVAL);
    }

    void rotate(StoredKey key, Instant at) {
        keys.addVersion(key, newVersions.next(key.traits().spec(), at));
        key.rotation().rotatedAt(at);
    }

    /** Leaves out every rotation that is due: the key has all the versions that it may have. */
    void skip(StoredKey key, Instant now) {
        key.rotation().keepMissed(1, now);
        key.rotation().next().ifPresent(key.rotation()::postponeFrom);
        LOGGER.warn("The key '{}' has {} versions, so it was not rotated", key.id(), StoredKey.MAX_VERSIONS);
    }
}
