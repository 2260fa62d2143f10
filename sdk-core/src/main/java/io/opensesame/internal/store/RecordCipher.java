package io.opensesame.internal.store;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM under the key of one write. The nonce is the record's number: a key seals each number once, and no other
 * write has the key.
 */
final class RecordCipher implements AutoCloseable {
    static final int TAG_BYTES = 16;

    private static final int NONCE_BYTES = 12;

    private final byte[] key;

    RecordCipher(MasterKey master, byte[] writeSalt) {
        this.key = master.recordKey(writeSalt);
    }

    byte[] seal(int number, byte[] associated, byte[] plaintext) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, number, associated).doFinal(plaintext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    byte[] open(int number, byte[] associated, byte[] sealed) throws StoreException {
        try {
            return cipher(Cipher.DECRYPT_MODE, number, associated).doFinal(sealed);
        } catch (AEADBadTagException e) {
            throw StoreException.damaged("record " + number + " is not what a store sealed there");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, int number, byte[] associated) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES)
                .putInt(NONCE_BYTES - Integer.BYTES, number)
                .array();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(associated);
        return cipher;
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
    }
}
