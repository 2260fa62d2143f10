package io.opensesame.internal.envelope.message;

import java.security.GeneralSecurityException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** AES-GCM by the JDK. */
final class AesFrameCipher implements FrameCipher {
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";

    private final Cipher cipher;

    AesFrameCipher() {
        try {
            this.cipher = Cipher.getInstance(TRANSFORMATION, Chosen.PROVIDER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the provider has had AES-GCM before", e);
        }
    }

    /** The provider, chosen once. */
    private static final class Chosen {
        static final Provider PROVIDER = find();

        /** The JDK's own uses the processor's instructions for AES; else what the platform has. */
        private static Provider find() {
            try {
                return Cipher.getInstance(TRANSFORMATION, "SunJCE").getProvider();
            } catch (NoSuchProviderException elsewhere) {
                return platformDefault();
            } catch (GeneralSecurityException elsewhere) {
                return platformDefault();
            }
        }

        private static Provider platformDefault() {
            try {
                return Cipher.getInstance(TRANSFORMATION).getProvider();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has AES-GCM", e);
            }
        }
    }

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
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
            cipher.updateAAD(associated);
            cipher.doFinal(in, inOffset, length, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM encrypts whatever it is given", e);
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
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
            cipher.updateAAD(associated);
            cipher.doFinal(in, inOffset, length + TAG_BYTES, out, outOffset);
            return true;
        } catch (AEADBadTagException e) {
            Arrays.fill(out, outOffset, outOffset + length, (byte) 0);
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM fails for wrong tags alone", e);
        }
    }
}
