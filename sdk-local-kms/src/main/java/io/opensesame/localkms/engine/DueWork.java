package io.opensesame.localkms.engine;

import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what falls due with time: automatic rotations, ends of rotation windows, ends of recovery windows.
 *
 * <p>Nothing runs in the background. Whoever is about to look at the state calls {@link #run} first; it makes up for
 * the time since the last call, secret by secret and in the order of due times, each at the time when it was due, so
 * that a clock which jumped leaves the state that a clock which ran would have left. Of the rotations that a secret
 * missed only the last ten are carried out: a secret keeps no more versions than that.
 */
final class DueWork {
    private static final Logger LOGGER = LoggerFactory.getLogger(DueWork.class);
    private static final int MAX_MISSED_ROTATIONS = SecretVersions.MAX_VERSIONS;

    private final SecretStore store;
    private final Rotations rotations;
    private Instant earliest = Instant.MAX;

    DueWork(SecretStore store, Rotations rotations) {
        this.store = store;
        this.rotations = rotations;
    }

    /** Carries out everything that is due; cheap while nothing is. */
    void run(Instant now) {
        if (earliest.isAfter(now)) {
            return;
        }
        List<StoredSecret> due = store.all().stream()
                .filter(secret -> !secret.nextDue().isAfter(now))
                .toList();
        due.forEach(secret -> catchUp(secret, now));
        earliest = store.all().stream()
                .map(StoredSecret::nextDue)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /** Makes the next {@link #run} look at every secret again, since one of them changed. */
    void reconsider() {
        earliest = Instant.MIN;
    }

    private void catchUp(StoredSecret secret, Instant now) {
        secret.rotation().keepMissed(MAX_MISSED_ROTATIONS, now);
        Instant due = secret.nextDue();
        while (!due.isAfter(now)) {
            if (due.equals(secret.plannedDeleteTime().orElse(null))) {
                store.remove(secret);
                return;
            }
            if (due.equals(secret.retirePreviousAt().orElse(null))) {
                rotations.retirePrevious(secret);
            } else {
                rotate(secret, due);
            }
            due = secret.nextDue();
        }
    }

    /** A user's generator may fail; that costs its secret one rotation, and no other operation its success. */
    private void rotate(StoredSecret secret, Instant at) {
        try {
            rotations.rotate(secret, at);
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
