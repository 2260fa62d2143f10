package io.opensesame.internal.envelope.message;

import io.opensesame.error.EnvelopeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads big-endian fields, from bytes that are there or from a stream as they come. What a length claims is not
 * allocated before the bytes came in, but for {@value #STEP_BYTES} of them.
 */
final class HeaderInput {
    private static final int STEP_BYTES = 8_192;
    private static final int FIRST_BYTES = 512;

    /** More than any header has. */
    private static final int MAX_HEADER_BYTES = 256 << 10;

    private final @Nullable InputStream stream;
    private final int start;
    private byte[] bytes;
    private int position;
    private int limit;

    private HeaderInput(@Nullable InputStream stream, byte[] bytes, int start, int limit) {
        this.stream = stream;
        this.bytes = bytes;
        this.start = start;
        this.position = start;
        this.limit = limit;
    }

    /** Reads what remains in a buffer, and leaves its position alone. */
    static HeaderInput of(ByteBuffer buffer) {
        if (buffer.hasArray()) {
            int start = buffer.arrayOffset() + buffer.position();
            return new HeaderInput(null, buffer.array(), start, start + buffer.remaining());
        }
        byte[] copy = new byte[Math.min(buffer.remaining(), MAX_HEADER_BYTES)];
        buffer.duplicate().get(copy);
        return new HeaderInput(null, copy, 0, copy.length);
    }

    /** Reads a stream no further than it is asked to. */
    static HeaderInput of(InputStream stream) {
        return new HeaderInput(stream, new byte[FIRST_BYTES], 0, 0);
    }

    /** How many bytes were read. */
    int position() {
        return position - start;
    }

    /** A copy of the bytes that were read. */
    byte[] read() {
        return Arrays.copyOfRange(bytes, start, position);
    }

    int u8() throws IOException {
        require(1);
        return bytes[position++] & 0xff;
    }

    int u16() throws IOException {
        return u8() << 8 | u8();
    }

    int i32() throws IOException {
        return u16() << 16 | u16();
    }

    byte[] take(int length) throws IOException {
        require(length);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /** Decodes UTF-8, and nothing that only resembles it. */
    static String text(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        // What is malformed was replaced by U+FFFD, and so does not come back.
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), utf8)) {
            throw new EnvelopeException(Refusal.malformed("a text in its header is not UTF-8"));
        }
        return text;
    }

    private void require(int length) throws IOException {
        if (limit - position < length) {
            fill(position + length);
        }
    }

    private void fill(int wanted) throws IOException {
        while (stream != null && limit < wanted) {
            int step = Math.min(wanted - limit, STEP_BYTES);
            if (bytes.length - limit < step) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, limit + step));
            }
            int count = stream.readNBytes(bytes, limit, step);
            limit += count;
            if (count < step) {
                break;
            }
        }
        if (limit < wanted) {
            throw new EnvelopeException(
                    Refusal.malformed("it ends within its header, after " + (limit - start) + " bytes"));
        }
    }
}
