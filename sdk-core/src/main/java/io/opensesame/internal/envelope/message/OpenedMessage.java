package io.opensesame.internal.envelope.message;

import io.opensesame.envelope.DecryptingInputStream;
import io.opensesame.error.EnvelopeException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/** A message whose header is verified: decrypts its body, once. Not thread-safe; closing it wipes its keys. */
public final class OpenedMessage implements AutoCloseable {
    private final ParsedHeader header;
    private final MessageKeys keys;
    private final FrameCodec frames;

    OpenedMessage(ParsedHeader header, MessageKeys keys, FrameCodec frames) {
        this.header = header;
        this.keys = keys;
        this.frames = frames;
    }

    /** {@return the header, which is verified} */
    public ParsedHeader header() {
        return header;
    }

    /**
     * Decrypts the body, and closes this message.
     *
     * @param body what follows the header, and nothing after it; read to the buffer's limit if the call succeeds
     * @return the plaintext
     * @throws EnvelopeException if the body is not what was encrypted
     */
    public byte[] decrypt(ByteBuffer body) {
        BodyLayout layout = BodyLayout.ofBody(body.remaining(), header.frameLengthBytes());
        byte[] plaintext = new byte[layout.plaintextBytes()];
        FrameSource source = FrameSource.of(body, header.frameLengthBytes() + FrameCodec.OVERHEAD_BYTES);
        boolean whole = false;
        try (this) {
            for (int i = 0; i < layout.frames(); i++) {
                boolean last = i == layout.frames() - 1;
                int length = last ? layout.lastFrameBytes() : header.frameLengthBytes();
                source.next(FrameCodec.OVERHEAD_BYTES + length);
                FrameCodec.requireMark(source.bytes(), source.offset(), i, last, length);
                frames.open(
                        last,
                        source.bytes(),
                        source.offset() + FrameCodec.MARK_BYTES,
                        length,
                        plaintext,
                        i * header.frameLengthBytes());
            }
            whole = true;
            body.position(body.limit());
            return plaintext;
        } finally {
            if (!whole) {
                Arrays.fill(plaintext, (byte) 0);
            }
        }
    }

    /**
     * Returns a stream that decrypts the body. It closes this message.
     *
     * @param body what follows the header, and nothing after it; closed with the returned stream
     * @return the stream to read plaintext from
     */
    public DecryptingInputStream decrypting(InputStream body) {
        return new OpeningInputStream(body, this);
    }

    /**
     * Returns a channel that decrypts the body. It closes this message.
     *
     * @param body what follows the header, and nothing after it; closed with the returned channel
     * @return the channel to read plaintext from
     */
    public ReadableByteChannel decryptingChannel(InputStream body) {
        return new OpeningChannel(new OpeningInputStream(body, this));
    }

    FrameCodec frames() {
        return frames;
    }

    @Override
    public void close() {
        frames.close();
        keys.close();
    }
}
