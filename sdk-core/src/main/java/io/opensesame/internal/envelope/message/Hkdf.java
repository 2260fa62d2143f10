package io.opensesame.internal.envelope.message;

import java.util.Arrays;

/**
 * HKDF, which JDK 17 lacks.
 *
 * @see "RFC 5869"
 */
final class Hkdf {
    private static final int MAX_BLOCKS = 255;

    private Hkdf() {}

    /** HKDF-Extract; the result is ready to be expanded from. */
    static HmacKey extract(Hash hash, byte[] salt, byte[] keyMaterial) {
        HmacKey salted = new HmacKey(hash, salt);
        byte[] extracted = salted.lastMac(keyMaterial);
        salted.wipe(); // the hash keeps its last block, which is the key material
        HmacKey key = new HmacKey(hash, extracted);
        Arrays.fill(extracted, (byte) 0);
        return key;
    }

    /** HKDF-Expand; uses the extracted key up. */
    static byte[] expand(Hash hash, HmacKey extracted, byte[] info, int lengthBytes) {
        if (lengthBytes > MAX_BLOCKS * hash.lengthBytes()) {
            throw new IllegalArgumentException(
                    "HKDF gives at most " + MAX_BLOCKS + " blocks of its hash: " + lengthBytes + " bytes");
        }
        byte[] expanded = new byte[lengthBytes];
        byte[] block = {};
        byte[] counter = {0};
        for (int filled = 0; filled < lengthBytes; filled += hash.lengthBytes()) {
            counter[0]++;
            boolean last = filled + hash.lengthBytes() >= lengthBytes;
            byte[] next = last ? extracted.lastMac(block, info, counter) : extracted.mac(block, info, counter);
            Arrays.fill(block, (byte) 0);
            block = next;
            System.arraycopy(block, 0, expanded, filled, Math.min(block.length, lengthBytes - filled));
        }
        Arrays.fill(block, (byte) 0);
        return expanded;
    }
}
