package io.opensesame.internal.store;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/** Reads what {@link FieldWriter} wrote, and says "damaged" to anything else before it allocates. */
final class FieldReader {
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private final byte[] bytes;
    private int position;

    FieldReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int position() {
        return position;
    }

    int remaining() {
        return bytes.length - position;
    }

    int u8() throws StoreException {
        require(1);
        return bytes[position++] & 0xFF;
    }

    int u16() throws StoreException {
        return (u8() << 8) | u8();
    }

    /** Returns four bytes as they are: from 2^31 on, the number is negative. */
    int u32() throws StoreException {
        return (u16() << 16) | u16();
    }

    long i64() throws StoreException {
        return ((long) u32() << 32) | (u32() & 0xFFFF_FFFFL);
    }

    byte[] raw(int length) throws StoreException {
        require(length);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    String text() throws StoreException {
        byte[] utf8 = raw(u16());
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw StoreException.damaged("a text in it is no UTF-8");
        }
    }

    Instant instant() throws StoreException {
        long seconds = i64();
        int nanos = u32();
        if (nanos < 0 || nanos >= NANOS_PER_SECOND) {
            throw StoreException.damaged("a time in it has " + nanos + " nanoseconds");
        }
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException e) {
            throw StoreException.damaged("a time in it is out of range");
        }
    }

    /** Everything must have been read: what follows is not ours. */
    void end() throws StoreException {
        if (remaining() != 0) {
            throw StoreException.damaged(remaining() + " bytes follow where it should end");
        }
    }

    private void require(int length) throws StoreException {
        if (length < 0 || length > remaining()) {
            throw StoreException.damaged("it ends in the middle of a field");
        }
    }
}
