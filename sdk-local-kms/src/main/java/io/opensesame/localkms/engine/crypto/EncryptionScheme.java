package io.opensesame.localkms.engine.crypto;

import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/** An algorithm of public-key encryption. */
interface EncryptionScheme {
    /** Returns the scheme of an algorithm, which must be one that encrypts. */
    static EncryptionScheme of(KeyAlgorithm algorithm) {
        return switch (algorithm) {
            case RSAES_OAEP_SHA_256, RSAES_OAEP_SHA_1, RSAES_PKCS1_V1_5 -> RsaEncryption.of(algorithm);
            case SM2PKE -> new Sm2Encryption();
            default -> throw new IllegalArgumentException(algorithm + " does not encrypt");
        };
    }

    int minPlaintextBytes();

    int maxPlaintextBytes(AsymmetricKeyParameter publicKey);

    /** Encrypts a plaintext whose length is within the bounds. */
    byte[] encrypt(AsymmetricKeyParameter publicKey, byte[] plaintext, SecureRandom random);

    /** Decrypts; empty for whatever reason the ciphertext is wrong. */
    Optional<byte[]> decrypt(AsymmetricKeyParameter privateKey, byte[] ciphertext);

    /** Encrypts, or says what is wrong with the plaintext's length. */
    default byte[] encryptChecked(AsymmetricKeyParameter publicKey, byte[] plaintext, SecureRandom random) {
        int maximum = maxPlaintextBytes(publicKey);
        if (plaintext.length < minPlaintextBytes() || plaintext.length > maximum) {
            throw new IllegalArgumentException("this algorithm and key encrypt " + minPlaintextBytes() + " to "
                    + maximum + " bytes; these are " + plaintext.length);
        }
        return encrypt(publicKey, plaintext, random);
    }
}
