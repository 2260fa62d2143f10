package io.opensesame.internal.envelope.message;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.EncryptingOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Encrypts and decrypts a stream that is larger than its heap. Its arguments are the length and the frame length. */
final class LargeStream {
    private static final int PIECE_BYTES = 64 << 10;

    private LargeStream() {}

    public static void main(String[] args) throws IOException {
        long length = Long.parseLong(args[0]);
        int frameLength = Integer.parseInt(args[1]);
        try (Messages messages = new Messages(AlgorithmSuite.AES_256_GCM)) {
            long read = roundTrip(messages, length, frameLength);
            long written = write(messages, length, frameLength);
            System.out.println("read " + read + ", wrote " + written);
        }
    }

    /** Reads the message of a stream as the plaintext of it, and holds each piece against what it must be. */
    private static long roundTrip(Messages messages, long length, int frameLength) throws IOException {
        InputStream message = messages.writer(frameLength)
                .encrypting(new Counting(length), messages.key, Messages.KEYS, Messages.CONTEXT);
        InputStream expected = new Counting(length);
        byte[] piece = new byte[PIECE_BYTES];
        byte[] expectedPiece = new byte[PIECE_BYTES];
        long total = 0;
        try (InputStream plaintext = messages.decrypting(message)) {
            for (int count; (count = plaintext.readNBytes(piece, 0, PIECE_BYTES)) > 0; total += count) {
                int expectedCount = expected.readNBytes(expectedPiece, 0, PIECE_BYTES);
                if (count != expectedCount
                        || ByteBuffer.wrap(piece, 0, count).mismatch(ByteBuffer.wrap(expectedPiece, 0, count)) >= 0) {
                    throw new AssertionError("another plaintext after " + total + " bytes");
                }
            }
        }
        return total;
    }

    private static long write(Messages messages, long length, int frameLength) throws IOException {
        long[] written = {0};
        OutputStream counting = new OutputStream() {
            @Override
            public void write(int b) {
                written[0]++;
            }

            @Override
            public void write(byte[] bytes, int offset, int count) {
                written[0] += count;
            }
        };
        try (EncryptingOutputStream out =
                messages.writer(frameLength).encrypting(counting, messages.key, Messages.KEYS, Messages.CONTEXT)) {
            new Counting(length).transferTo(out);
        }
        return written[0];
    }

    /** Numbers, one after the other, so that no two pieces are the same. */
    private static final class Counting extends InputStream {
        private final long length;
        private final ByteBuffer piece = ByteBuffer.allocate(8_192).limit(0);
        private long made;

        Counting(long length) {
            this.length = length;
        }

        @Override
        public int read() {
            fill();
            return piece.hasRemaining() ? piece.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) {
            fill();
            if (!piece.hasRemaining()) {
                return count == 0 ? 0 : -1;
            }
            int given = Math.min(count, piece.remaining());
            piece.get(bytes, offset, given);
            return given;
        }

        private void fill() {
            if (piece.hasRemaining()) {
                return;
            }
            piece.clear();
            for (int at = 0; at < piece.capacity(); at += Long.BYTES) {
                piece.putLong(at, made + at);
            }
            int next = (int) Math.min(piece.capacity(), length - made);
            made += next;
            piece.limit(next);
        }
    }
}
