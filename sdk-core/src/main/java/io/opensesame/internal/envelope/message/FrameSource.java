package io.opensesame.internal.envelope.message;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Pieces of a buffer as arrays: without copying where the buffer has one, else piece by piece. */
final class FrameSource {
    private final ByteBuffer buffer;
    private final byte[] bytes;
    private final int arrayOffset;
    private int offset;

    private FrameSource(ByteBuffer buffer, byte[] bytes, int arrayOffset) {
        this.buffer = buffer;
        this.bytes = bytes;
        this.arrayOffset = arrayOffset;
    }

    /**
     * Reads what remains in a buffer, and leaves its position alone.
     *
     * @param maxPieceBytes the length of the longest piece
     */
    static FrameSource of(ByteBuffer buffer, int maxPieceBytes) {
        ByteBuffer own = buffer.duplicate();
        if (own.hasArray()) {
            return new FrameSource(own, own.array(), own.arrayOffset());
        }
        return new FrameSource(own, new byte[Math.min(maxPieceBytes, own.remaining())], 0);
    }

    /** Goes on to the next piece. */
    void next(int length) {
        if (buffer.hasArray()) {
            offset = arrayOffset + buffer.position();
            buffer.position(buffer.position() + length);
        } else {
            buffer.get(bytes, 0, length);
        }
    }

    /** Wipes what was copied, for who reads plaintext. */
    void wipeCopy() {
        if (!buffer.hasArray()) {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where in the bytes the piece begins. */
    int offset() {
        return offset;
    }
}
