package io.opensesame.internal.envelope.message;

import io.opensesame.error.EnvelopeException;

/** Counts the frames of a message, so that no nonce comes twice. Not thread-safe. */
final class FrameCounter {
    /** The most frames of a message. */
    static final long MAX_FRAMES = (1L << 32) - 1;

    private long next;

    FrameCounter(long first) {
        this.next = first;
    }

    /** The index that {@link #take} will return. */
    long next() {
        return next;
    }

    /** The next index, as its 4 bytes. */
    int take() {
        if (next >= MAX_FRAMES) {
            throw new EnvelopeException("A message has at most " + MAX_FRAMES
                    + " frames; make the frames longer, or the data into several messages.");
        }
        return (int) next++;
    }
}
