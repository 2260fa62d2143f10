package io.opensesame.kms;

/**
 * Told of each attempt of each call: by {@link #attempted} of its end, and by {@link #attempting} of its beginning too.
 *
 * <p>Called on the thread that makes the attempt, so it must be quick and must not call KMS. It must be thread-safe.
 * What it throws is logged once and otherwise ignored.
 */
@FunctionalInterface
public interface CallListener {
    /**
     * Takes notice of an attempt that ended.
     *
     * @param attempt what was tried and how it ended; never holds a secret
     */
    void attempted(CallAttempt attempt);

    /**
     * Takes notice of an attempt that begins, and says who is told of its end: by default, this listener. One that
     * keeps something from the beginning to the end, such as a span, keeps it in what it returns here.
     *
     * <p>Every attempt that begins also ends, on the same thread; where there are several listeners, who was told first
     * of the beginning is told last of the end. A listener that throws here is not told of that end.
     *
     * @param attempt what is tried; never holds a secret
     * @return what is told of the end of this attempt, once
     */
    default CallListener attempting(StartedAttempt attempt) {
        return this;
    }
}
