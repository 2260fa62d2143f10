package io.opensesame.internal.envelope.message;

import io.opensesame.error.EnvelopeException;

/**
 * How a plaintext is cut into frames, which its length alone decides.
 *
 * @param frames how many frames there are, at least 1
 * @param lastFrameBytes the length of the last one's plaintext
 * @param plaintextBytes the length of the whole plaintext
 */
record BodyLayout(int frames, int lastFrameBytes, int plaintextBytes) {
    static BodyLayout ofPlaintext(int plaintextBytes, int frameLengthBytes) {
        int frames = Math.max(1, (int) (((long) plaintextBytes + frameLengthBytes - 1) / frameLengthBytes));
        return new BodyLayout(frames, plaintextBytes - (frames - 1) * frameLengthBytes, plaintextBytes);
    }

    /** The one layout of a body of this length. */
    static BodyLayout ofBody(int bodyBytes, int frameLengthBytes) {
        int whole = frameLengthBytes + FrameCodec.OVERHEAD_BYTES;
        int frames = bodyBytes / whole + (bodyBytes % whole == 0 ? 0 : 1);
        int last = bodyBytes - (frames - 1) * whole - FrameCodec.OVERHEAD_BYTES;
        if (frames < 1 || last < 0 || (last == 0 && frames > 1)) {
            throw new EnvelopeException(Refusal.changed("it ends within a frame; something was cut off or put in"));
        }
        return new BodyLayout(frames, last, bodyBytes - frames * FrameCodec.OVERHEAD_BYTES);
    }

    /** The length of the body. */
    long bodyBytes() {
        return plaintextBytes + (long) frames * FrameCodec.OVERHEAD_BYTES;
    }
}
