package io.opensesame.kms;

/**
 * Told of each attempt of each call, after it ended.
 *
 * <p>Called on the thread that made the attempt, so it must be quick and must not call KMS. It must be thread-safe.
 * What it throws is logged once and otherwise ignored.
 */
@FunctionalInterface
public interface CallListener {
    /**
     * Takes notice of an attempt.
     *
     * @param attempt what was tried and how it ended; never holds a secret
     */
    void attempted(CallAttempt attempt);
}
