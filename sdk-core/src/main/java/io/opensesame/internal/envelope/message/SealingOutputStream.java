package io.opensesame.internal.envelope.message;

import io.opensesame.envelope.EncryptingOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/** Encrypts what is written to it, frame by frame. */
final class SealingOutputStream extends EncryptingOutputStream {
    /*
     *   open      takes plaintext; the header is written
     *   broken    writing to the stream behind failed, or the message was given up: nothing more is written to it
     *   closed    nothing more is taken; the final frame is written unless it was broken before
     * `pending` holds 0 to frame length bytes. A full frame stays there until one more byte comes, since only then it is
     * known not to be the final one. What fails leaves the message without its final frame, so never whole.
     */
    private enum State {
        OPEN,
        BROKEN,
        CLOSED
    }

    private final OutputStream out;
    private final NewMessage message;
    private final int frameLengthBytes;
    private final byte[] pending;
    private int pendingBytes;
    private final byte[] sealed;
    private State state = State.OPEN;

    /** Apart from the state, so that a watchdog's call during a write is not lost. */
    private volatile boolean aborted;

    /** Takes over a message whose header is written. */
    SealingOutputStream(OutputStream out, NewMessage message, int frameLengthBytes) {
        this.out = out;
        this.message = message;
        this.frameLengthBytes = frameLengthBytes;
        this.pending = new byte[frameLengthBytes];
        this.sealed = new byte[frameLengthBytes + FrameCodec.OVERHEAD_BYTES];
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        requireOpen();
        int end = offset + length;
        int next = offset;
        while (next < end) {
            if (pendingBytes == frameLengthBytes) {
                writeFrame(false, pending, 0, pendingBytes);
                pendingBytes = 0;
            }
            if (pendingBytes == 0 && end - next > frameLengthBytes) {
                writeFrame(false, bytes, next, frameLengthBytes);
                next += frameLengthBytes;
            } else {
                int count = Math.min(end - next, frameLengthBytes - pendingBytes);
                System.arraycopy(bytes, next, pending, pendingBytes, count);
                pendingBytes += count;
                next += count;
            }
        }
    }

    private void requireOpen() throws IOException {
        if (state == State.CLOSED) {
            throw new IOException("the encrypting stream is closed");
        }
        if (state == State.BROKEN) {
            throw new IOException("the message was given up, or could not be written; encrypt it anew");
        }
    }

    private void writeFrame(boolean last, byte[] plaintext, int offset, int length) throws IOException {
        state = State.BROKEN; // unless all goes well
        message.frames().seal(last, plaintext, offset, length, sealed, 0);
        out.write(sealed, 0, length + FrameCodec.OVERHEAD_BYTES);
        state = aborted ? State.BROKEN : State.OPEN;
    }

    /** Flushes the frames that are whole; what is pending waits for more. */
    @Override
    public void flush() throws IOException {
        requireOpen();
        out.flush();
    }

    @Override
    public void abort() {
        aborted = true;
        if (state == State.OPEN) {
            state = State.BROKEN;
            wipe();
        }
    }

    @Override
    public void close() throws IOException {
        if (state == State.CLOSED) {
            return;
        }
        boolean whole = state == State.OPEN && !aborted;
        try (out) {
            if (whole) {
                writeFrame(true, pending, 0, pendingBytes);
            }
        } finally {
            state = State.CLOSED;
            wipe();
        }
    }

    private void wipe() {
        Arrays.fill(pending, (byte) 0);
        message.close();
    }
}
