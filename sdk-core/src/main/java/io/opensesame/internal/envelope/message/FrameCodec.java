package io.opensesame.internal.envelope.message;

import io.opensesame.error.EnvelopeException;
import java.nio.ByteBuffer;

/**
 * Encrypts or decrypts the frames of one message in their order. Not thread-safe, but for {@link #close()}: it waits
 * for the frame that is under way.
 */
final class FrameCodec implements AutoCloseable {
    /*
     * A frame in a message: its mark (length, and the final bit), its ciphertext, its tag. Nonce and associated data
     * are kept as arrays that differ in the frame's index and final mark alone. The key is not the codec's to wipe:
     * who wipes it closes the codec before. Streams are closed by other threads at times, to end a read that hangs;
     * without the lock a frame could be encrypted under zeros, or the cipher be in two messages' hands at once.
     */
    static final int MARK_BYTES = Integer.BYTES;
    static final int OVERHEAD_BYTES = MARK_BYTES + FrameCipher.TAG_BYTES;

    private static final int FINAL_BIT = 1 << 31;

    private final SuiteSpec spec;
    private final CipherPool ciphers;
    private final FrameKey key;
    private final byte[] nonce = new byte[FrameCipher.NONCE_BYTES];
    private final byte[] associated;
    private final FrameCipher cipher;
    private final FrameCounter counter = new FrameCounter(0);
    private boolean sound = true;
    private boolean closed;

    FrameCodec(SuiteSpec spec, CipherPool ciphers, FrameKey key, byte[] messageId, byte[] contextHash) {
        this.spec = spec;
        this.ciphers = ciphers;
        this.key = key;
        this.cipher = ciphers.take(spec);
        int length = Integer.BYTES + Short.BYTES + messageId.length + contextHash.length + Integer.BYTES + 1;
        HeaderOutput out = new HeaderOutput(new byte[length]);
        out.u32(HeaderFields.MAGIC_AND_VERSION);
        out.u16(spec.suite().id());
        out.raw(messageId);
        out.raw(contextHash);
        this.associated = out.bytes();
    }

    /** Writes the next frame: its mark, ciphertext and tag. */
    synchronized void seal(boolean last, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
        prepare(last);
        putInt(out, outOffset, last ? length | FINAL_BIT : length);
        sound = false;
        cipher.encrypt(key, nonce, associated, in, inOffset, length, out, outOffset + MARK_BYTES);
        sound = true;
    }

    /** Reads the next frame, whose ciphertext of this length begins at the offset. */
    synchronized void open(boolean last, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
        long index = counter.next();
        prepare(last);
        sound = false;
        boolean fits = cipher.decrypt(key, nonce, associated, in, inOffset, length, out, outOffset);
        sound = true;
        if (!fits) {
            throw new EnvelopeException(
                    Refusal.changed("frame " + index + " was changed, moved, or is from another message"));
        }
    }

    /** The index of the next frame. */
    long nextIndex() {
        return counter.next();
    }

    /** Holds a frame's mark against what it must be, if the body is as long as it is. */
    static void requireMark(byte[] in, int offset, int index, boolean last, int length) {
        int mark = getInt(in, offset);
        if (mark != (last ? length | FINAL_BIT : length)) {
            throw new EnvelopeException(Refusal.changed(
                    "frame " + index + " is no whole frame of it; something was cut off, put in or left out"));
        }
    }

    static int getInt(byte[] bytes, int offset) {
        return ByteBuffer.wrap(bytes, offset, Integer.BYTES).getInt();
    }

    static boolean isFinal(int mark) {
        return (mark & FINAL_BIT) != 0;
    }

    static int length(int mark) {
        return mark & ~FINAL_BIT;
    }

    private void prepare(boolean last) {
        if (closed) {
            throw new IllegalStateException("the message was read or written to its end, or closed");
        }
        int index = counter.take();
        putInt(nonce, nonce.length - Integer.BYTES, index);
        putInt(associated, associated.length - Integer.BYTES - 1, index);
        associated[associated.length - 1] = (byte) (last ? 1 : 0);
    }

    private static void putInt(byte[] bytes, int offset, int value) {
        bytes[offset] = (byte) (value >>> 24);
        bytes[offset + 1] = (byte) (value >>> 16);
        bytes[offset + 2] = (byte) (value >>> 8);
        bytes[offset + 3] = (byte) value;
    }

    @Override
    public synchronized void close() {
        if (!closed && sound) {
            ciphers.give(spec, cipher);
        }
        closed = true;
    }
}
