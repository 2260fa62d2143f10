package io.opensesame.internal.envelope.message;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC under one key. The two blocks that are made of the key are hashed once; each use goes on from there.
 *
 * <p>Not thread-safe.
 *
 * @see "RFC 2104"
 */
final class HmacKey {
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest inner;
    private final MessageDigest outer;

    /**
     * Prepares a key.
     *
     * @param key the key; neither kept nor changed
     */
    HmacKey(Hash hash, byte[] key) {
        byte[] block = new byte[hash.blockBytes()];
        byte[] fitting = key.length > block.length ? hash.newDigest().digest(key) : key;
        System.arraycopy(fitting, 0, block, 0, fitting.length);
        this.inner = begun(hash, block, INNER);
        this.outer = begun(hash, block, OUTER);
        Arrays.fill(block, (byte) 0);
    }

    private HmacKey(HmacKey other) {
        this.inner = Hash.copy(other.inner);
        this.outer = Hash.copy(other.outer);
    }

    private static MessageDigest begun(Hash hash, byte[] block, byte pad) {
        byte[] padded = block.clone();
        for (int i = 0; i < padded.length; i++) {
            padded[i] ^= pad;
        }
        MessageDigest digest = hash.newDigest();
        digest.update(padded);
        Arrays.fill(padded, (byte) 0);
        return digest;
    }

    /** The same key, for another thread or for one more use. */
    HmacKey copy() {
        return new HmacKey(this);
    }

    /** The code of the parts, one after the other. */
    byte[] mac(byte[]... parts) {
        return copy().lastMac(parts);
    }

    /** As {@link #mac}, but uses this key up. */
    byte[] lastMac(byte[]... parts) {
        for (byte[] part : parts) {
            inner.update(part);
        }
        byte[] innerHash = inner.digest();
        outer.update(innerHash);
        Arrays.fill(innerHash, (byte) 0);
        return outer.digest();
    }

    /** Forgets the key, as far as digests do. */
    void wipe() {
        inner.reset();
        outer.reset();
    }
}
