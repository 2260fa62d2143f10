package io.opensesame.envelope.migration;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

/** Modes of a block cipher with blocks of 16 bytes. */
interface BlockModes {
    static BlockModes of(EncryptionSdkAlgorithm.Family family) {
        return family == EncryptionSdkAlgorithm.Family.AES ? new AesModes() : new Sm4Modes();
    }

    /** Returns the GCM tag of no plaintext under associated data. */
    byte[] gcmTag(byte[] key, byte[] iv, byte[] associatedData) throws GeneralSecurityException;

    /** Decrypts and verifies; throws, and gives no plaintext out, if the tag doesn't fit. */
    byte[] gcmDecrypt(byte[] key, byte[] iv, byte[] associatedData, ByteBuffer ciphertext, byte[] tag)
            throws GeneralSecurityException;

    /** Decrypts whole blocks, and leaves any padding. */
    byte[] cbcDecrypt(byte[] key, byte[] iv, ByteBuffer ciphertext) throws GeneralSecurityException;

    byte[] ctrDecrypt(byte[] key, byte[] iv, ByteBuffer ciphertext) throws GeneralSecurityException;
}
