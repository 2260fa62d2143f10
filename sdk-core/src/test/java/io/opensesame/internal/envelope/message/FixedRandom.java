package io.opensesame.internal.envelope.message;

import java.security.SecureRandom;

/** Draws the same bytes each time, for messages that are compared bit for bit. */
final class FixedRandom extends SecureRandom {
    private final byte[] drawn;

    FixedRandom(byte[] drawn) {
        this.drawn = drawn.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
        if (bytes.length != drawn.length) {
            throw new AssertionError("drew " + bytes.length + " bytes, not " + drawn.length);
        }
        System.arraycopy(drawn, 0, bytes, 0, drawn.length);
    }
}
