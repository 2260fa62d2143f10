package io.opensesame.internal.envelope.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/** Reads as the message of what it reads. */
final class SealingInputStream extends InputStream {
    /*
     * `pending` is read one byte further than a frame: whether there is one more byte tells whether the frame is the
     * final one. `sealed` holds the header first, then one frame at a time, to be read from `next` to `end`. After
     * reading has failed each read fails, so that no message comes out that only looks whole.
     */
    private final InputStream plaintext;
    private final NewMessage message;
    private final int frameLengthBytes;
    private final byte[] pending;
    private int pendingBytes;
    private byte[] sealed;
    private int next;
    private int end;
    private boolean sealedLast;
    private boolean broken;
    private boolean closed;

    /** Takes the message over; reads nothing yet. */
    SealingInputStream(InputStream plaintext, NewMessage message, int frameLengthBytes) {
        this.plaintext = plaintext;
        this.message = message;
        this.frameLengthBytes = frameLengthBytes;
        this.pending = new byte[frameLengthBytes + 1];
        this.sealed = message.header();
        this.end = sealed.length;
    }

    @Override
    public int read() throws IOException {
        return ready() ? sealed[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!ready()) {
            return -1;
        }
        int count = Math.min(length, end - next);
        System.arraycopy(sealed, next, bytes, offset, count);
        next += count;
        return count;
    }

    @Override
    public int available() throws IOException {
        requireOpen();
        return end - next;
    }

    /** Makes the next frame if it must; returns false at the end. */
    private boolean ready() throws IOException {
        requireOpen();
        if (next == end && !sealedLast) {
            sealNext();
        }
        return next < end;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the encrypting stream is closed");
        }
        if (broken) {
            throw new IOException("the plaintext could not be read to its end; encrypt it anew");
        }
    }

    private void sealNext() throws IOException {
        broken = true; // unless all goes well
        pendingBytes += plaintext.readNBytes(pending, pendingBytes, pending.length - pendingBytes);
        boolean last = pendingBytes <= frameLengthBytes;
        int length = Math.min(pendingBytes, frameLengthBytes);
        if (sealed.length < length + FrameCodec.OVERHEAD_BYTES) {
            sealed = new byte[length + FrameCodec.OVERHEAD_BYTES];
        }
        message.frames().seal(last, pending, 0, length, sealed, 0);
        pending[0] = pending[pending.length - 1];
        pendingBytes -= length;
        next = 0;
        end = length + FrameCodec.OVERHEAD_BYTES;
        sealedLast = last;
        broken = false;
        if (last) {
            wipe();
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        wipe();
        plaintext.close();
    }

    private void wipe() {
        Arrays.fill(pending, (byte) 0);
        message.close();
    }
}
