package io.opensesame.envelope.migration;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES by the platform's providers, which use the processor's instructions for it. */
final class AesModes implements BlockModes {
    private static final int TAG_BITS = 128;

    @Override
    public byte[] gcmTag(byte[] key, byte[] iv, byte[] associatedData) throws GeneralSecurityException {
        Cipher cipher = cipher("GCM", Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(associatedData);
        return cipher.doFinal();
    }

    @Override
    public byte[] gcmDecrypt(byte[] key, byte[] iv, byte[] associatedData, ByteBuffer ciphertext, byte[] tag)
            throws GeneralSecurityException {
        Cipher cipher = cipher("GCM", Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(associatedData);
        byte[] plaintext = new byte[ciphertext.remaining()];
        // Decrypting GCM, the JDK gives nothing out before doFinal.
        int given = cipher.update(ciphertext.slice(), ByteBuffer.wrap(plaintext));
        cipher.doFinal(tag, 0, tag.length, plaintext, given);
        return plaintext;
    }

    @Override
    public byte[] cbcDecrypt(byte[] key, byte[] iv, ByteBuffer ciphertext) throws GeneralSecurityException {
        return decrypt("CBC", key, iv, ciphertext);
    }

    @Override
    public byte[] ctrDecrypt(byte[] key, byte[] iv, ByteBuffer ciphertext) throws GeneralSecurityException {
        return decrypt("CTR", key, iv, ciphertext);
    }

    private static byte[] decrypt(String mode, byte[] key, byte[] iv, ByteBuffer ciphertext)
            throws GeneralSecurityException {
        byte[] plaintext = new byte[ciphertext.remaining()];
        cipher(mode, Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv))
                .doFinal(ciphertext.slice(), ByteBuffer.wrap(plaintext));
        return plaintext;
    }

    private static Cipher cipher(String mode, int direction, byte[] key, AlgorithmParameterSpec parameters)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/" + mode + "/NoPadding");
        cipher.init(direction, new SecretKeySpec(key, "AES"), parameters);
        return cipher;
    }
}
