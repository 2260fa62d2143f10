package io.opensesame.spring.actuate;

import io.opensesame.secrets.SecretSnapshot;
import io.opensesame.secrets.SecretSnapshot.State;
import java.util.Optional;

/** What is made of a client's snapshot in more than one place. */
final class Snapshots {
    private Snapshots() {}

    /**
     * Whether the application uses a secret that has no value any more. A handle had a value when it was opened; a read
     * that failed without one may be a mere typo.
     */
    static boolean isLost(SecretSnapshot secret) {
        return secret.handles() > 0
                && (secret.state() == State.FAILED
                        || (secret.state() == State.LOADING
                                && secret.lastFailure().isPresent()));
    }

    /** Returns the stage, or the version id where that was asked for. */
    static String at(SecretSnapshot secret) {
        return secret.stage().map(Object::toString).or(secret::versionId).orElse("");
    }

    /** Returns the first line of why the last read failed; the lines after it are advice. */
    static Optional<String> failure(SecretSnapshot secret) {
        return secret.lastFailure().map(Snapshots::firstLine);
    }

    static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
