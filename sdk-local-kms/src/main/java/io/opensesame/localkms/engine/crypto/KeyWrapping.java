package io.opensesame.localkms.engine.crypto;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** Encrypts key material under a public key that somebody else owns. */
public final class KeyWrapping {
    private static final int RSA_BITS = 2_048;

    private KeyWrapping() {}

    /**
     * Wraps key material. RSA's algorithms need a key of RSA_2048, SM2's needs one of EC_SM2: the service knows no
     * other wrapping keys.
     *
     * @param algorithm an algorithm that encrypts
     * @param publicKeyDer the wrapping key as SubjectPublicKeyInfo in DER
     * @param material the material; it must fit what the algorithm can encrypt
     * @param random where the ciphertext's randomness comes from
     * @throws IllegalArgumentException if the algorithm does not encrypt, these bytes are no public key, the key is not
     *     one for the algorithm, or the material has a wrong length
     */
    public static byte[] wrap(KeyAlgorithm algorithm, byte[] publicKeyDer, byte[] material, SecureRandom random) {
        EncryptionScheme scheme = EncryptionScheme.of(algorithm);
        AsymmetricKeyParameter publicKey = parse(publicKeyDer);
        boolean fits = algorithm == KeyAlgorithm.SM2PKE
                ? Curve.SM2.has(publicKey)
                : publicKey instanceof RSAKeyParameters rsa && rsa.getModulus().bitLength() == RSA_BITS;
        if (!fits) {
            throw new IllegalArgumentException(
                    algorithm + " wraps under a key of " + (algorithm == KeyAlgorithm.SM2PKE ? "EC_SM2" : "RSA_2048"));
        }
        return scheme.encryptChecked(publicKey, material, random);
    }

    private static AsymmetricKeyParameter parse(byte[] publicKeyDer) {
        try {
            return PublicKeyFactory.createKey(publicKeyDer);
        } catch (IOException | RuntimeException e) {
            // RuntimeException: BouncyCastle's answer to DER of another structure.
            throw new IllegalArgumentException("these bytes are no public key (SubjectPublicKeyInfo in DER)", e);
        }
    }
}
