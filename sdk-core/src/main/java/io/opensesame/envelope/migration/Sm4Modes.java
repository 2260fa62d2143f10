package io.opensesame.envelope.migration;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.IllegalBlockSizeException;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.AEADBlockCipher;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.CBCModeCipher;
import org.bouncycastle.crypto.modes.CTRModeCipher;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** SM4, which the JDK has not, by BouncyCastle. */
final class Sm4Modes implements BlockModes {
    private static final int TAG_BITS = 128;
    private static final int BLOCK_BYTES = 16;

    @Override
    public byte[] gcmTag(byte[] key, byte[] iv, byte[] associatedData) throws GeneralSecurityException {
        byte[] tag = new byte[TAG_BITS / 8];
        try {
            gcm(true, key, iv, associatedData).doFinal(tag, 0);
        } catch (InvalidCipherTextException e) {
            throw new GeneralSecurityException(e);
        }
        return tag;
    }

    @Override
    public byte[] gcmDecrypt(byte[] key, byte[] iv, byte[] associatedData, ByteBuffer ciphertext, byte[] tag)
            throws GeneralSecurityException {
        AEADBlockCipher cipher = gcm(false, key, iv, associatedData);
        byte[] input = BoundedFields.bytes(ciphertext);
        byte[] plaintext = new byte[input.length];
        try {
            // This library decrypts before it has verified; what it decrypted stays here until it has.
            int done = cipher.processBytes(input, 0, input.length, plaintext, 0);
            done += cipher.processBytes(tag, 0, tag.length, plaintext, done);
            cipher.doFinal(plaintext, done);
            return plaintext;
        } catch (InvalidCipherTextException e) {
            Arrays.fill(plaintext, (byte) 0);
            throw (AEADBadTagException) new AEADBadTagException().initCause(e);
        }
    }

    private static AEADBlockCipher gcm(boolean encrypt, byte[] key, byte[] iv, byte[] associatedData) {
        AEADBlockCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
        cipher.init(encrypt, new AEADParameters(new KeyParameter(key), TAG_BITS, iv, associatedData));
        return cipher;
    }

    @Override
    public byte[] cbcDecrypt(byte[] key, byte[] iv, ByteBuffer ciphertext) throws GeneralSecurityException {
        byte[] input = BoundedFields.bytes(ciphertext);
        if (input.length % BLOCK_BYTES != 0) {
            throw new IllegalBlockSizeException();
        }
        CBCModeCipher cipher = CBCBlockCipher.newInstance(new SM4Engine());
        cipher.init(false, new ParametersWithIV(new KeyParameter(key), iv));
        byte[] plaintext = new byte[input.length];
        for (int at = 0; at < input.length; at += BLOCK_BYTES) {
            cipher.processBlock(input, at, plaintext, at);
        }
        return plaintext;
    }

    @Override
    public byte[] ctrDecrypt(byte[] key, byte[] iv, ByteBuffer ciphertext) {
        byte[] input = BoundedFields.bytes(ciphertext);
        CTRModeCipher cipher = SICBlockCipher.newInstance(new SM4Engine());
        cipher.init(false, new ParametersWithIV(new KeyParameter(key), iv));
        byte[] plaintext = new byte[input.length];
        cipher.processBytes(input, 0, input.length, plaintext, 0);
        return plaintext;
    }
}
