package io.opensesame.internal.envelope.message;

import io.opensesame.envelope.DecryptingInputStream;
import io.opensesame.envelope.MessageHeader;
import io.opensesame.error.EnvelopeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads as the plaintext of a message, frame by verified frame. */
final class OpeningInputStream extends DecryptingInputStream {
    /*
     * `plaintext` holds one verified frame, to be read from `next` to `end`; the final one is given out only once
     * nothing was found to follow it. After a refusal or a failure to read, each read fails in the same way.
     */
    private final InputStream body;
    private final OpenedMessage message;
    private final MessageHeader header;
    private final int frameLengthBytes;
    private byte[] sealed = {};
    private byte[] plaintext = {};
    private int next;
    private int end;
    private boolean openedLast;
    private @Nullable EnvelopeException refusal;
    private boolean broken;
    private boolean closed;

    /** Takes the message over; its header is verified, and frames are read as they are asked for. */
    OpeningInputStream(InputStream body, OpenedMessage message) {
        this.body = body;
        this.message = message;
        this.header = message.header().description();
        this.frameLengthBytes = header.frameLengthBytes();
    }

    @Override
    public MessageHeader header() {
        return header;
    }

    @Override
    public int read() throws IOException {
        return ready() ? plaintext[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return read(ByteBuffer.wrap(bytes, offset, length));
    }

    /** Reads into a buffer what is left of one frame, or as much as fits; -1 at the end. */
    int read(ByteBuffer buffer) throws IOException {
        if (!buffer.hasRemaining()) {
            return 0;
        }
        if (!ready()) {
            return -1;
        }
        int count = Math.min(buffer.remaining(), end - next);
        buffer.put(plaintext, next, count);
        next += count;
        return count;
    }

    /** How much of a verified frame is left; more than that needs reading. */
    @Override
    public int available() throws IOException {
        requireOpen();
        return end - next;
    }

    /** Opens the next frame if it must; returns false at the end. */
    private boolean ready() throws IOException {
        requireOpen();
        if (next == end && !openedLast) {
            openNext();
        }
        return next < end;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the decrypting stream is closed");
        }
        if (refusal != null) {
            throw new EnvelopeException(Objects.requireNonNull(refusal.getMessage()), refusal);
        }
        if (broken) {
            throw new IOException("the message could not be read to its end; decrypt it anew");
        }
    }

    private void openNext() throws IOException {
        broken = true; // unless all goes well
        try {
            openFrame();
            broken = false;
        } catch (EnvelopeException e) {
            refusal = e;
            throw e;
        } finally {
            if (broken || openedLast) {
                message.close();
            }
        }
    }

    private void openFrame() throws IOException {
        long index = message.frames().count();
        int mark = readMark(index);
        boolean last = FrameCodec.isFinal(mark);
        int length = FrameCodec.length(mark);
        boolean fits = last ? length <= frameLengthBytes && (length > 0 || index == 0) : length == frameLengthBytes;
        if (!fits) {
            throw new EnvelopeException(Refusal.changed("frame " + index + " claims a length of " + length
                    + " bytes, which frames of this message have not"));
        }
        readSealed(index, length + FrameCipher.TAG_BYTES);
        if (plaintext.length < length) {
            plaintext = new byte[length];
        }
        message.frames().open(last, sealed, 0, length, plaintext, 0);
        if (last && body.read() >= 0) {
            Arrays.fill(plaintext, (byte) 0);
            throw new EnvelopeException(Refusal.changed("something follows its final frame"));
        }
        next = 0;
        end = length;
        openedLast = last;
    }

    private int readMark(long index) throws IOException {
        readSealed(index, FrameCodec.MARK_BYTES);
        return FrameCodec.getInt(sealed, 0);
    }

    private void readSealed(long index, int length) throws IOException {
        if (sealed.length < length) {
            sealed = new byte[length];
        }
        int count = body.readNBytes(sealed, 0, length);
        if (count < length) {
            throw new EnvelopeException(Refusal.changed("it ends within frame " + index + "; its end was cut off"));
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        Arrays.fill(plaintext, (byte) 0);
        message.close();
        body.close();
    }
}
