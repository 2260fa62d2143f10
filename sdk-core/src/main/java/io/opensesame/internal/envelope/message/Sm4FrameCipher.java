package io.opensesame.internal.envelope.message;

import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** SM4-GCM (GB/T 32907-2016, RFC 8998) by BouncyCastle. */
final class Sm4FrameCipher implements FrameCipher {
    private final GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());

    @Override
    public void encrypt(
            FrameKey key,
            byte[] nonce,
            byte[] associated,
            byte[] in,
            int inOffset,
            int length,
            byte[] out,
            int outOffset) {
        init(true, key, nonce, associated);
        try {
            int written = cipher.processBytes(in, inOffset, length, out, outOffset);
            cipher.doFinal(out, outOffset + written);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("SM4-GCM encrypts whatever it is given", e);
        }
    }

    @Override
    public boolean decrypt(
            FrameKey key,
            byte[] nonce,
            byte[] associated,
            byte[] in,
            int inOffset,
            int length,
            byte[] out,
            int outOffset) {
        init(false, key, nonce, associated);
        try {
            int written = cipher.processBytes(in, inOffset, length + TAG_BYTES, out, outOffset);
            cipher.doFinal(out, outOffset + written);
            return true;
        } catch (InvalidCipherTextException e) {
            Arrays.fill(out, outOffset, outOffset + length, (byte) 0);
            return false;
        }
    }

    private void init(boolean encrypt, FrameKey key, byte[] nonce, byte[] associated) {
        byte[] bytes = key.getEncoded();
        cipher.init(encrypt, new AEADParameters(new KeyParameter(bytes), TAG_BYTES * Byte.SIZE, nonce, associated));
        Arrays.fill(bytes, (byte) 0);
    }
}
