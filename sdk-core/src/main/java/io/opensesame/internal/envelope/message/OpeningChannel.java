package io.opensesame.internal.envelope.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;

/** A channel behind a decrypting stream. */
final class OpeningChannel implements ReadableByteChannel {
    private final OpeningInputStream stream;
    private boolean open = true;

    OpeningChannel(OpeningInputStream stream) {
        this.stream = stream;
    }

    @Override
    public int read(ByteBuffer plaintext) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        return stream.read(plaintext);
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
