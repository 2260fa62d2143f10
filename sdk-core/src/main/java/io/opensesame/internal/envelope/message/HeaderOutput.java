package io.opensesame.internal.envelope.message;

/** Writes big-endian fields into an array of the right length. */
final class HeaderOutput {
    private final byte[] bytes;
    private int position;

    HeaderOutput(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    void u8(int value) {
        bytes[position++] = (byte) value;
    }

    void u16(int value) {
        u8(value >>> 8);
        u8(value);
    }

    void u32(int value) {
        u16(value >>> 16);
        u16(value);
    }

    void raw(byte[] field) {
        System.arraycopy(field, 0, bytes, position, field.length);
        position += field.length;
    }

    /** A 2-byte length, and the field. */
    void sized(byte[] field) {
        u16(field.length);
        raw(field);
    }
}
