package io.opensesame.localkms.engine.crypto;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.crypto.AsymmetricBlockCipher;
import org.bouncycastle.crypto.DataLengthException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.encodings.PKCS1Encoding;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyParameters;

/** RSA encryption with the paddings of PKCS #1 (RFC 8017). */
final class RsaEncryption implements EncryptionScheme {
    private final Supplier<AsymmetricBlockCipher> newCipher;

    private RsaEncryption(Supplier<AsymmetricBlockCipher> newCipher) {
        this.newCipher = newCipher;
    }

    static RsaEncryption of(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case RSAES_OAEP_SHA_256 -> new RsaEncryption(() -> oaep(new SHA256Digest(), new SHA256Digest()));
            case RSAES_OAEP_SHA_1 -> new RsaEncryption(() -> oaep(new SHA1Digest(), new SHA1Digest()));
            case RSAES_PKCS1_V1_5 -> new RsaEncryption(() -> new PKCS1Encoding(new RSABlindedEngine()));
            default -> throw new IllegalArgumentException(algorithm + " is no encryption by RSA");
        };
    }

    @Override
    public int minPlaintextBytes() {
        return 0;
    }

    @Override
    public int maxPlaintextBytes(AsymmetricKeyParameter publicKey) {
        AsymmetricBlockCipher cipher = newCipher.get();
        cipher.init(true, publicKey);
        return cipher.getInputBlockSize();
    }

    @Override
    public byte[] encrypt(AsymmetricKeyParameter publicKey, byte[] plaintext, SecureRandom random) {
        AsymmetricBlockCipher cipher = newCipher.get();
        cipher.init(true, new ParametersWithRandom(publicKey, random));
        try {
            return cipher.processBlock(plaintext, 0, plaintext.length);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("encrypting a plaintext of the right length failed", e);
        }
    }

    @Override
    public Optional<byte[]> decrypt(AsymmetricKeyParameter privateKey, byte[] ciphertext) {
        if (ciphertext.length != modulusBytes((RSAKeyParameters) privateKey)) {
            return Optional.empty();
        }
        AsymmetricBlockCipher cipher = newCipher.get();
        cipher.init(false, privateKey);
        try {
            return Optional.of(cipher.processBlock(ciphertext, 0, ciphertext.length));
        } catch (InvalidCipherTextException | DataLengthException e) {
            return Optional.empty();
        }
    }

    private static OAEPEncoding oaep(Digest labelDigest, Digest maskDigest) {
        return new OAEPEncoding(new RSABlindedEngine(), labelDigest, maskDigest, new byte[0]);
    }

    private static int modulusBytes(RSAKeyParameters key) {
        return (key.getModulus().bitLength() + Byte.SIZE - 1) / Byte.SIZE;
    }
}
