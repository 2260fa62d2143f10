package io.opensesame.internal.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Writes fields in big-endian order, and leaves no copy of them behind once wiped. */
final class FieldWriter {
    private byte[] bytes = new byte[256];
    private int length;

    FieldWriter u8(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    FieldWriter u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    FieldWriter u32(int value) {
        return u16(value >>> 16).u16(value);
    }

    FieldWriter i64(long value) {
        return u32((int) (value >>> 32)).u32((int) value);
    }

    FieldWriter raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    /** Writes a text that is known to be short. */
    FieldWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return u16(utf8.length).raw(utf8);
    }

    FieldWriter instant(Instant value) {
        return i64(value.getEpochSecond()).u32(value.getNano());
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            byte[] old = bytes;
            bytes = Arrays.copyOf(old, Math.max(old.length * 2, length + more));
            Arrays.fill(old, (byte) 0);
        }
    }

    int length() {
        return length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    void wipe() {
        Arrays.fill(bytes, (byte) 0);
        length = 0;
    }
}
