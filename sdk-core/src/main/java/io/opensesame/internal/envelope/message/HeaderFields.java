package io.opensesame.internal.envelope.message;

import java.util.List;

/** The layout of a header up to its tag. */
final class HeaderFields {
    static final int MAGIC_AND_VERSION = 0x4f534501;
    static final int MESSAGE_ID_BYTES = 32;
    static final int TAG_BYTES = 32;
    static final int MAX_FRAME_LENGTH_BYTES = 1 << 20;
    static final int MAX_ENCRYPTED_DATA_KEYS = 16;

    /** Everything before the context. */
    private static final int FIXED_BYTES =
            Integer.BYTES + Short.BYTES + MESSAGE_ID_BYTES + Integer.BYTES + MessageKeys.COMMITMENT_BYTES;

    private HeaderFields() {}

    /** How long a header is without its tag. */
    static int untaggedBytes(byte[] context, byte[] list) {
        return FIXED_BYTES + context.length + list.length;
    }

    /** Writes a header without its tag to the beginning of an array. */
    static void encode(
            SuiteSpec spec,
            byte[] messageId,
            int frameLengthBytes,
            byte[] commitment,
            byte[] context,
            byte[] list,
            byte[] message) {
        HeaderOutput out = new HeaderOutput(message);
        out.u32(MAGIC_AND_VERSION);
        out.u16(spec.suite().id());
        out.raw(messageId);
        out.u32(frameLengthBytes);
        out.raw(commitment);
        out.raw(context);
        out.raw(list);
    }

    /** The list of encrypted data keys, with its count. */
    static byte[] encodeList(List<EncryptedDataKey> keys) {
        requireCount(keys);
        int length = 1;
        for (EncryptedDataKey key : keys) {
            length += key.encodedBytes();
        }
        HeaderOutput out = new HeaderOutput(new byte[length]);
        out.u8(keys.size());
        keys.forEach(key -> key.encode(out));
        return out.bytes();
    }

    private static void requireCount(List<EncryptedDataKey> keys) {
        if (keys.isEmpty() || keys.size() > MAX_ENCRYPTED_DATA_KEYS) {
            throw new IllegalArgumentException(
                    "a message has 1 to " + MAX_ENCRYPTED_DATA_KEYS + " encrypted data keys: " + keys.size());
        }
    }
}
