package io.opensesame.kms.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.security.PublicKey;

/**
 * Signs messages at KMS with one version of an asymmetric key, and verifies signatures of it in this process.
 *
 * <p>{@code sign} computes the digest of the message here and sends that alone to KMS, where the private key stays.
 * {@code verifyLocally} needs the public key and no more: no call, no permission but {@code kms:GetPublicKey}, and it
 * works while KMS is down. Whoever wants KMS to judge, and to refuse a key that was disabled since, calls
 * {@link CryptographicOperations#asymmetricVerify}.
 *
 * <p>The public key of a version never changes. The first call that needs it fetches it (threads that come together at
 * that moment may fetch it once each), so keep one signer for each version of a key. Thread-safe; {@code sign} and that
 * fetch work until the {@code OpenSesame} that the signer is from is closed, and throw what {@code KmsClient.send}
 * throws.
 *
 * <p>For {@link SigningAlgorithm#SM2DSA} the digest is SM3 over Z and the message, of which Z is made of the public key
 * and the signer's id; the id is the usual {@code 1234567812345678}.
 */
public interface KeySigner {
    /** {@return the id, alias or ARN of the key} */
    String keyId();

    /** {@return the id of the key's version} */
    String keyVersionId();

    /** {@return the algorithm} */
    SigningAlgorithm algorithm();

    /**
     * Signs a message.
     *
     * @param message the message, of any length
     * @return the signature: of the modulus' length for RSA, a DER sequence of r and s for elliptic curves
     * @throws IllegalArgumentException for {@code SM2DSA}, if the key is no SM2 key
     */
    byte[] sign(byte[] message);

    /**
     * Signs a message that is read to its end and not closed.
     *
     * @param message the message, of any length
     * @return the signature, as of {@link #sign(byte[])}
     * @throws IOException if the message cannot be read
     * @throws IllegalArgumentException for {@code SM2DSA}, if the key is no SM2 key
     */
    byte[] sign(InputStream message) throws IOException;

    /**
     * Verifies a signature in this process, without asking KMS.
     *
     * @param message the message
     * @param signature the signature, as {@link #sign(byte[])} makes it
     * @return whether the signature is one of this version of the key for that message; false too if it is malformed
     * @throws IllegalArgumentException if the key is not of the kind that the algorithm takes
     */
    boolean verifyLocally(byte[] message, byte[] signature);

    /**
     * Verifies the signature of a message that is read to its end and not closed, without asking KMS.
     *
     * @param message the message
     * @param signature the signature, as {@link #sign(byte[])} makes it
     * @return whether the signature is one of this version of the key for that message; false too if it is malformed
     * @throws IOException if the message cannot be read
     * @throws IllegalArgumentException if the key is not of the kind that the algorithm takes
     */
    boolean verifyLocally(InputStream message, byte[] signature) throws IOException;

    /**
     * Returns the public key, for other libraries or places to verify with.
     *
     * @return an {@code RSAPublicKey}, or an {@code ECPublicKey} on the curve P-256. The JDK has neither secp256k1 nor
     *     SM2: for those it is a key of algorithm {@code EC} whose {@code getEncoded()}, a SubjectPublicKeyInfo, other
     *     libraries read
     * @throws IllegalArgumentException if the key is not of the kind that the algorithm takes
     */
    PublicKey publicKey();
}
