package io.opensesame.localkms.engine;

import io.opensesame.localkms.engine.call.DueWork;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.time.Instant;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what falls due for secrets: automatic rotations, ends of rotation windows, ends of recovery windows. Of
 * the rotations that a secret missed only the last ten are carried out: a secret keeps no more versions than that.
 */
final class SecretDueWork extends DueWork<StoredSecret> {
    private static final Logger LOGGER = LoggerFactory.getLogger(SecretDueWork.class);
    private static final int MAX_MISSED_ROTATIONS = SecretVersions.MAX_VERSIONS;

    private final SecretStore store;
    private final Rotations rotations;

    SecretDueWork(SecretStore store, Rotations rotations) {
        this.store = store;
        this.rotations = rotations;
    }

    @Override
    protected Collection<StoredSecret> all() {
        return store.all();
    }

    @Override
    protected Instant nextDue(StoredSecret secret) {
        return secret.nextDue();
    }

    @Override
    protected void catchUp(StoredSecret secret, Instant now) {
        secret.rotation().keepMissed(MAX_MISSED_ROTATIONS, now);
        Instant due = secret.nextDue();
        while (!due.isAfter(now)) {
            if (due.equals(secret.plannedDeleteTime().orElse(null))) {
                store.remove(secret, due);
                return;
            }
            if (due.equals(secret.retirePreviousAt().orElse(null))) {
                rotations.closeWindow(secret, due);
            } else {
                rotate(secret, due);
            }
            due = secret.nextDue();
        }
    }

    /** A rotation that fails costs no other operation its success. */
    private void rotate(StoredSecret secret, Instant at) {
        if (secret.type().isManaged()) {
            rotateManaged(secret, at);
        } else {
            rotateGeneric(secret, at);
        }
    }

    private void rotateManaged(StoredSecret secret, Instant at) {
        try {
            rotations.rotateOnSchedule(secret, at);
        } catch (ServiceRefusal refusal) {
            secret.rotation().breakOff();
            LOGGER.warn(
                    "Automatic rotation of the secret '{}' failed with {}: {} No other is tried until its rotation"
                            + " policy is set again, or a rotation on demand succeeds",
                    secret.name(),
                    refusal.code(),
                    refusal.getMessage());
        }
    }

    /** A user's generator may fail, which costs its secret one rotation. */
    private void rotateGeneric(StoredSecret secret, Instant at) {
        try {
            rotations.rotateOnSchedule(secret, at);
        } catch (RuntimeException e) {
            secret.rotation().postponeFrom(at);
            // Without the exception: its message is the user's, and may hold the value.
            LOGGER.warn(
                    "Automatic rotation of the secret '{}' failed with {}; next try in one interval",
                    secret.name(),
                    e.getClass().getName());
        }
    }
}
