package io.opensesame.localkms.engine.key;

import io.opensesame.localkms.engine.call.DueWork;
import java.time.Instant;
import java.util.Collection;

/**
 * Carries out what falls due for keys: automatic rotations, ends of imported material, and deletions. Of the rotations
 * that a key missed at most the last 50 are made up for: a key has no more versions than that.
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
        if (key.nextRotation().isPresent()) {
            key.rotation().keepMissed(StoredKey.MAX_VERSIONS, now);
        }
        Instant due = key.nextDue();
        while (!due.isAfter(now)) {
            if (due.equals(key.deleteTime().orElse(null))) {
                keys.remove(key);
                return;
            }
            if (due.equals(key.external().expiry().orElse(null))) {
                key.dropMaterial();
            } else {
                rotation.rotate(key, due);
            }
            due = key.nextDue();
        }
    }
}
