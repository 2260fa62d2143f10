package io.opensesame.localkms.engine.crypto;

import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * A key pair and what can be done with it. Immutable and thread-safe; the private key never leaves it.
 *
 * <p>It knows its spec, and no usage: holding a key to one usage is its owner's business.
 */
public final class AsymmetricKey {
    private final KeySpec spec;
    private final AsymmetricKeyParameter publicKey;
    private final AsymmetricKeyParameter privateKey;
    private final SecureRandom random;

    private AsymmetricKey(KeySpec spec, AsymmetricCipherKeyPair pair, SecureRandom random) {
        this.spec = spec;
        this.publicKey = pair.getPublic();
        this.privateKey = pair.getPrivate();
        this.random = random;
    }

    /**
     * Generates a key pair. An RSA pair can take seconds, so call this outside of locks.
     *
     * @param spec a spec of key pairs
     * @param random where the pair comes from, and later each signature's and ciphertext's randomness; kept
     * @throws IllegalArgumentException if the spec is of symmetric keys
     */
    public static AsymmetricKey generate(KeySpec spec, SecureRandom random) {
        AsymmetricCipherKeyPair pair = switch (spec) {
            case RSA_2048 -> generateRsa(2_048, random);
            case RSA_3072 -> generateRsa(3_072, random);
            case EC_P256 -> Curve.P256.generate(random);
            case EC_P256K -> Curve.P256K.generate(random);
            case EC_SM2 -> Curve.SM2.generate(random);
            case AES_256, AES_192, AES_128, SM4 ->
                throw new IllegalArgumentException("a spec of key pairs is needed, and this one is " + spec.wireName());
        };
        return new AsymmetricKey(spec, pair, random);
    }

    /** Returns the spec. */
    public KeySpec spec() {
        return spec;
    }

    /** Returns the public key in DER, as SubjectPublicKeyInfo (RFC 5280). */
    public byte[] publicKeyDer() {
        try {
            return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey)
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a public key just made can be encoded", e);
        }
    }

    /** Returns the public key as PEM text. */
    public String publicKeyPem() {
        return Pem.of("PUBLIC KEY", publicKeyDer());
    }

    /**
     * Returns what has to be signed for a message: its SHA-256, or for SM2 the SM3 of Z and the message (the {@code e}
     * of GB/T 32918.2), with the default identity {@code 1234567812345678} in Z.
     *
     * @throws IllegalArgumentException if keys of this spec don't sign by the algorithm
     */
    public byte[] digest(KeyAlgorithm algorithm, byte[] message) {
        require(KeyUsage.SIGN_VERIFY, algorithm);
        return publicKey instanceof ECPublicKeyParameters point && algorithm == KeyAlgorithm.SM2DSA
                ? Sm2Digest.of(point, Sm2Digest.DEFAULT_IDENTITY, message)
                : sha256(message);
    }

    /**
     * Signs a digest.
     *
     * @param algorithm one by which keys of this spec sign
     * @param digest 32 bytes, made as {@link #digest} does
     * @throws IllegalArgumentException if keys of this spec don't sign by the algorithm, or the digest's length is
     *     another
     */
    public byte[] sign(KeyAlgorithm algorithm, byte[] digest) {
        require(KeyUsage.SIGN_VERIFY, algorithm);
        return DigestSigner.of(algorithm).sign(privateKey, digest, random);
    }

    /**
     * Returns whether this key signed the digest.
     *
     * @param algorithm one by which keys of this spec sign
     * @param digest 32 bytes, made as {@link #digest} does
     * @param signature what {@link #sign} returned, or any other bytes
     * @throws IllegalArgumentException if keys of this spec don't sign by the algorithm, or the digest's length is
     *     another
     */
    public boolean verify(KeyAlgorithm algorithm, byte[] digest, byte[] signature) {
        require(KeyUsage.SIGN_VERIFY, algorithm);
        return DigestSigner.of(algorithm).verify(publicKey, digest, signature);
    }

    /**
     * Returns the length of the longest plaintext that can be encrypted.
     *
     * @throws IllegalArgumentException if keys of this spec don't encrypt by the algorithm
     */
    public int maxPlaintextBytes(KeyAlgorithm algorithm) {
        require(KeyUsage.ENCRYPT_DECRYPT, algorithm);
        return EncryptionScheme.of(algorithm).maxPlaintextBytes(publicKey);
    }

    /**
     * Encrypts under the public key.
     *
     * @param algorithm one by which keys of this spec encrypt
     * @param plaintext at most {@link #maxPlaintextBytes} bytes, and not empty for SM2
     * @throws IllegalArgumentException if keys of this spec don't encrypt by the algorithm, or so many bytes
     */
    public byte[] encrypt(KeyAlgorithm algorithm, byte[] plaintext) {
        require(KeyUsage.ENCRYPT_DECRYPT, algorithm);
        return EncryptionScheme.of(algorithm).encryptChecked(publicKey, plaintext, random);
    }

    /**
     * Decrypts with the private key.
     *
     * @param algorithm one by which keys of this spec encrypt
     * @return the plaintext; empty if the ciphertext is none of this key and algorithm
     * @throws IllegalArgumentException if keys of this spec don't encrypt by the algorithm
     */
    public Optional<byte[]> decrypt(KeyAlgorithm algorithm, byte[] ciphertext) {
        require(KeyUsage.ENCRYPT_DECRYPT, algorithm);
        return EncryptionScheme.of(algorithm).decrypt(privateKey, ciphertext);
    }

    /** Returns the spec and no key. */
    @Override
    public String toString() {
        return "AsymmetricKey[spec=" + spec.wireName() + ", privateKey=<redacted>]";
    }

    private void require(KeyUsage usage, KeyAlgorithm algorithm) {
        boolean importOnly = algorithm == KeyAlgorithm.RSAES_PKCS1_V1_5
                && usage == KeyUsage.ENCRYPT_DECRYPT
                && spec.algorithms(usage).contains(KeyAlgorithm.RSAES_OAEP_SHA_256);
        if (!importOnly && !spec.algorithms(usage).contains(algorithm)) {
            throw new IllegalArgumentException(
                    "keys of " + spec.wireName() + " don't " + usage.wireName() + " by " + algorithm);
        }
    }

    /** Generates by the JDK, which is faster at it than BouncyCastle. */
    private static AsymmetricCipherKeyPair generateRsa(int bits, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits, random);
            KeyPair pair = generator.generateKeyPair();
            return new AsymmetricCipherKeyPair(
                    PublicKeyFactory.createKey(pair.getPublic().getEncoded()),
                    PrivateKeyFactory.createKey(pair.getPrivate().getEncoded()));
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new IllegalStateException("this Java platform has no RSA keys", e);
        }
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256, this one does not", e);
        }
    }
}
