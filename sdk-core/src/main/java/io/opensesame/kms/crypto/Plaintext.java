package io.opensesame.kms.crypto;

import java.util.Arrays;

/**
 * Bytes that are to be encrypted, or were decrypted. Thread-safe; it never prints them, and {@link #wipe()} overwrites
 * them.
 *
 * <p>What can be wiped is this copy and the arrays that were handed out. What cannot: on its way the plaintext is a
 * Base64 text in the body of an HTTP message, in buffers of this library, of the HTTP client and of TLS, which the
 * garbage collector frees in its own time. Who must bound that encrypts locally, under a data key, and wipes that.
 *
 * <p>Two are equal only if they are the same object.
 */
public final class Plaintext {
    private final byte[] bytes;
    private boolean wiped;

    private Plaintext(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Returns a plaintext of these bytes.
     *
     * @param bytes the bytes; copied, so the caller may wipe them
     * @return the plaintext
     */
    public static Plaintext of(byte[] bytes) {
        return new Plaintext(bytes.clone());
    }

    /**
     * Returns the bytes.
     *
     * @return a copy, which the caller may wipe
     * @throws IllegalStateException if they were wiped
     */
    public synchronized byte[] exposeBytes() {
        if (wiped) {
            throw new IllegalStateException("this plaintext was wiped; take what you need of it before wipe()");
        }
        return bytes.clone();
    }

    int sizeBytes() {
        return bytes.length;
    }

    /** Overwrites the bytes, which are not to be had any more. Wiping twice does nothing. */
    public synchronized void wipe() {
        wiped = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "Plaintext[<redacted>]";
    }
}
