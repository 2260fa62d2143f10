package io.opensesame.benchmarks.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM by the JDK under one key: what no message format can be faster than. The nonce stands first. */
final class JceContender implements Contender {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
    private final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    private final int pieceBytes;

    JceContender(int pieceBytes) throws GeneralSecurityException {
        this.pieceBytes = pieceBytes;
    }

    private byte[] begin(int mode, byte[] nonce) throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        return nonce;
    }

    private byte[] newNonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return nonce;
    }

    @Override
    public byte[] encrypt(byte[] plaintext) throws GeneralSecurityException {
        byte[] nonce = begin(Cipher.ENCRYPT_MODE, newNonce());
        byte[] message = Arrays.copyOf(nonce, NONCE_BYTES + plaintext.length + TAG_BYTES);
        inPieces(plaintext, 0, plaintext.length, message, NONCE_BYTES);
        return message;
    }

    @Override
    public byte[] decrypt(byte[] message) throws GeneralSecurityException {
        begin(Cipher.DECRYPT_MODE, Arrays.copyOf(message, NONCE_BYTES));
        int length = message.length - NONCE_BYTES;
        byte[] plaintext = new byte[length - TAG_BYTES];
        inPieces(message, NONCE_BYTES, length, plaintext, 0);
        return plaintext;
    }

    private void inPieces(byte[] in, int start, int length, byte[] out, int outOffset) throws GeneralSecurityException {
        int done = 0;
        int written = outOffset;
        for (; length - done > pieceBytes; done += pieceBytes) {
            written += cipher.update(in, start + done, pieceBytes, out, written);
        }
        cipher.doFinal(in, start + done, length - done, out, written);
    }

    @Override
    public void encrypt(InputStream plaintext, OutputStream message) throws GeneralSecurityException, IOException {
        message.write(begin(Cipher.ENCRYPT_MODE, newNonce()));
        try (OutputStream out = new CipherOutputStream(message, cipher)) {
            plaintext.transferTo(out);
        }
    }

    /** The JDK holds the whole message back until its tag is verified. */
    @Override
    public void decrypt(InputStream message, OutputStream plaintext) throws GeneralSecurityException, IOException {
        begin(Cipher.DECRYPT_MODE, message.readNBytes(NONCE_BYTES));
        try (InputStream in = new CipherInputStream(message, cipher)) {
            in.transferTo(plaintext);
        }
    }
}
