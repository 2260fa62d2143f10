package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.call.DueWork;
import java.time.Instant;
import java.util.Collection;

/**
 * Carries out what falls due for keys: automatic rotations, as long as there is room for another version, ends of
 * imported material, and deletions.
 */
final class KeyDueWork extends DueWork<StoredKey> {
    private final StoredKeys keys;
    private final KeyRotation rotation;

    KeyDueWork(StoredKeys keys, KeyRotation rotation) {
        this.keys = keys;
        this.rotation = rotation;
    }

    @Override
    protected Collection<StoredKey> all() {
        return keys.all();
    }

    @Override
    protected Instant nextDue(StoredKey key) {
        return key.nextDue();
    }

    @Override
    protected void catchUp(StoredKey key, Instant now) {
        Instant due = key.nextDue();
        while (!due.isAfter(now)) {
            if (due.equals(key.deleteTime().orElse(null))) {
                keys.remove(key, due);
                return;
            }
            if (due.equals(key.external().expiry().orElse(null))) {
                key.dropMaterial();
            } else if (key.versions().size() < StoredKey.MAX_VERSIONS) {
                rotation.rotate(key, due);
            } else {
                rotation.skip(key, now);
            }
            due = key.nextDue();
        }
    }
}
