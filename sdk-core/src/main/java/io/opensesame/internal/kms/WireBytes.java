package io.opensesame.internal.kms;

import io.opensesame.kms.crypto.Plaintext;
import java.util.Arrays;
import java.util.Base64;

/** Bytes as the service writes them: Base64, padded, on one line. */
final class WireBytes {
    private WireBytes() {}

    static String format(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] parse(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (bytes.length == 0) {
            throw new IllegalArgumentException("no bytes");
        }
        return bytes;
    }

    /** Writes a copy of a plaintext, and wipes that copy. */
    static String plaintext(byte[] copy) {
        try {
            return format(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /** Reads a plaintext, which may be empty: another client may have encrypted nothing with a public key. */
    static Plaintext parsePlaintext(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        try {
            return Plaintext.of(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
