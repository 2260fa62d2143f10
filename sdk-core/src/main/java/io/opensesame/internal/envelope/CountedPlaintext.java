package io.opensesame.internal.envelope;

import io.opensesame.envelope.EncryptingOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongConsumer;

/** Streams that tell of each bit of plaintext that goes through them, as its length is not known beforehand. */
final class CountedPlaintext {
    private CountedPlaintext() {}

    static EncryptingOutputStream writtenTo(EncryptingOutputStream encrypting, LongConsumer count) {
        return new CountedOutput(encrypting, count);
    }

    static WritableByteChannel writtenTo(WritableByteChannel encrypting, LongConsumer count) {
        return new CountedChannel(encrypting, count);
    }

    static InputStream readFrom(InputStream plaintext, LongConsumer count) {
        return new CountedInput(plaintext, count);
    }

    private static final class CountedOutput extends EncryptingOutputStream {
        private final EncryptingOutputStream encrypting;
        private final LongConsumer count;

        CountedOutput(EncryptingOutputStream encrypting, LongConsumer count) {
            this.encrypting = encrypting;
            this.count = count;
        }

        @Override
        public void write(int b) throws IOException {
            encrypting.write(b);
            count.accept(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            encrypting.write(bytes, offset, length);
            count.accept(length);
        }

        @Override
        public void flush() throws IOException {
            encrypting.flush();
        }

        @Override
        public void abort() {
            encrypting.abort();
        }

        @Override
        public void close() throws IOException {
            encrypting.close();
        }
    }

    private static final class CountedChannel implements WritableByteChannel {
        private final WritableByteChannel encrypting;
        private final LongConsumer count;

        CountedChannel(WritableByteChannel encrypting, LongConsumer count) {
            this.encrypting = encrypting;
            this.count = count;
        }

        @Override
        public int write(ByteBuffer plaintext) throws IOException {
            int written = encrypting.write(plaintext);
            count.accept(written);
            return written;
        }

        @Override
        public boolean isOpen() {
            return encrypting.isOpen();
        }

        @Override
        public void close() throws IOException {
            encrypting.close();
        }
    }

    private static final class CountedInput extends FilterInputStream {
        private final LongConsumer count;

        CountedInput(InputStream plaintext, LongConsumer count) {
            super(plaintext);
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            if (read >= 0) {
                count.accept(1);
            }
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            if (read > 0) {
                count.accept(read);
            }
            return read;
        }
    }
}
