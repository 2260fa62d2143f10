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

    /** Rotates a key, unless it has all the versions that it may have; then it keeps its primary one. */
    void rotate(StoredKey key, Instant at) {
        if (key.versions().size() < StoredKey.MAX_VERSIONS) {
            keys.addVersion(key, newVersions.next(key.traits().spec(), at));
            key.rotation().rotatedAt(at);
        } else {
            key.rotation().postponeFrom(at);
            LOGGER.warn("The key '{}' has {} versions and rotates no more", key.id(), StoredKey.MAX_VERSIONS);
        }
    }
}
