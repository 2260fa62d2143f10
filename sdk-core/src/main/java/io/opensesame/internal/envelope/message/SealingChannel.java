package io.opensesame.internal.envelope.message;

import io.opensesame.envelope.EncryptingOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;

/**
 * A channel before an encrypting stream. Not one of {@link java.nio.channels.Channels}: there an interruption closes
 * the stream in the middle of a write, which would end the message as if it were whole.
 */
final class SealingChannel implements WritableByteChannel {
    private static final int PIECE_BYTES = 64 << 10;

    private final EncryptingOutputStream stream;
    private boolean open = true;

    SealingChannel(EncryptingOutputStream stream) {
        this.stream = stream;
    }

    @Override
    public int write(ByteBuffer plaintext) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        int length = plaintext.remaining();
        FrameSource source = FrameSource.of(plaintext, PIECE_BYTES);
        try {
            while (plaintext.hasRemaining()) {
                int count = Math.min(plaintext.remaining(), PIECE_BYTES);
                source.next(count);
                stream.write(source.bytes(), source.offset(), count);
                plaintext.position(plaintext.position() + count);
            }
        } finally {
            source.wipeCopy();
        }
        return length;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        stream.close();
    }
}
