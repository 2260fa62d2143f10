package io.opensesame.internal.envelope.message;

/** An authenticated cipher that takes one frame at a time. Not thread-safe. */
interface FrameCipher {
    int NONCE_BYTES = 12;
    int TAG_BYTES = 16;

    /**
     * Encrypts.
     *
     * @param out gets {@code length} bytes and the tag from {@code outOffset} on
     */
    void encrypt(
            FrameKey key,
            byte[] nonce,
            byte[] associated,
            byte[] in,
            int inOffset,
            int length,
            byte[] out,
            int outOffset);

    /**
     * Decrypts {@code length} bytes, which the tag follows.
     *
     * @param out gets {@code length} bytes from {@code outOffset} on; zeros if the tag does not fit
     * @return whether the tag fits
     */
    boolean decrypt(
            FrameKey key,
            byte[] nonce,
            byte[] associated,
            byte[] in,
            int inOffset,
            int length,
            byte[] out,
            int outOffset);
}
