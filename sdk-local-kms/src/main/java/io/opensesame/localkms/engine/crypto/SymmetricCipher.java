package io.opensesame.localkms.engine.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** Encrypts and authenticates under symmetric keys: AES or SM4 in Galois/Counter Mode. */
public final class SymmetricCipher {
    /** How long an initialization vector is. */
    public static final int IV_BYTES = 12;

    /** How long the tag at the end of a ciphertext is. */
    public static final int TAG_BYTES = 16;

    private SymmetricCipher() {}

    /**
     * Encrypts.
     *
     * @param spec a symmetric spec
     * @param key the key, of the spec's length
     * @param iv {@value #IV_BYTES} bytes that never come twice with one key
     * @param aad what the ciphertext is bound to, empty for nothing
     * @param plaintext what to encrypt; it may be empty
     * @return the ciphertext with the tag at its end
     * @throws IllegalArgumentException if the spec is of key pairs, or the key or the vector has another length
     */
    public static byte[] encrypt(KeySpec spec, byte[] key, byte[] iv, byte[] aad, byte[] plaintext) {
        requireLengths(spec, key, iv);
        try {
            return spec == KeySpec.SM4
                    ? sm4(true, key, iv, aad, plaintext)
                    : aes(Cipher.ENCRYPT_MODE, key, iv, aad, plaintext);
        } catch (GeneralSecurityException | InvalidCipherTextException e) {
            throw new IllegalStateException("encrypting failed under a key that was checked: " + spec.wireName(), e);
        }
    }

    /**
     * Decrypts.
     *
     * @param spec a symmetric spec
     * @param key the key, of the spec's length
     * @param iv the {@value #IV_BYTES} bytes that the plaintext was encrypted with
     * @param aad what the ciphertext is bound to, empty for nothing
     * @param ciphertext the ciphertext with the tag at its end
     * @return the plaintext; empty if these bytes are not what {@link #encrypt} made of this key, vector and data
     * @throws IllegalArgumentException if the spec is of key pairs, or the key or the vector has another length
     */
    public static Optional<byte[]> decrypt(KeySpec spec, byte[] key, byte[] iv, byte[] aad, byte[] ciphertext) {
        requireLengths(spec, key, iv);
        if (ciphertext.length < TAG_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    spec == KeySpec.SM4
                            ? sm4(false, key, iv, aad, ciphertext)
                            : aes(Cipher.DECRYPT_MODE, key, iv, aad, ciphertext));
        } catch (AEADBadTagException | InvalidCipherTextException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("decrypting failed under a key that was checked: " + spec.wireName(), e);
        }
    }

    private static byte[] aes(int mode, byte[] key, byte[] iv, byte[] aad, byte[] input)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, iv));
        cipher.updateAAD(aad);
        return cipher.doFinal(input);
    }

    private static byte[] sm4(boolean encrypt, byte[] key, byte[] iv, byte[] aad, byte[] input)
            throws InvalidCipherTextException {
        GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
        cipher.init(encrypt, new AEADParameters(new KeyParameter(key), TAG_BYTES * Byte.SIZE, iv, aad));
        byte[] output = new byte[cipher.getOutputSize(input.length)];
        int length = cipher.processBytes(input, 0, input.length, output, 0);
        length += cipher.doFinal(output, length);
        return Arrays.copyOf(output, length);
    }

    private static void requireLengths(KeySpec spec, byte[] key, byte[] iv) {
        if (!spec.isSymmetric()) {
            throw new IllegalArgumentException("a symmetric key is needed, and this one is " + spec.wireName());
        }
        if (key.length != spec.materialBytes()) {
            throw new IllegalArgumentException("a key of " + spec.wireName() + " has " + spec.materialBytes()
                    + " bytes; this one has " + key.length);
        }
        if (iv.length != IV_BYTES) {
            throw new IllegalArgumentException(
                    "an initialization vector has " + IV_BYTES + " bytes; this one has " + iv.length);
        }
    }
}
