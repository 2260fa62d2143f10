package io.opensesame.internal.verification;

import io.opensesame.kms.crypto.SigningAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.security.PublicKey;

/** A public key, and the algorithm that verifies with it in this process. Thread-safe. */
public interface VerificationKey {
    /**
     * Reads a public key.
     *
     * @param algorithm the algorithm to verify with
     * @param publicKeyDer a SubjectPublicKeyInfo
     * @throws IllegalArgumentException if the key is damaged, or not of the kind that the algorithm takes
     */
    static VerificationKey of(SigningAlgorithm algorithm, byte[] publicKeyDer) {
        PublicKeyKind kind = PublicKeyKind.of(publicKeyDer);
        if (!kind.signsWith(algorithm)) {
            throw new IllegalArgumentException("a key of kind " + kind + " has no signatures of " + algorithm
                    + "; take an algorithm that the key's spec allows");
        }
        return switch (kind) {
            case RSA, EC_P256 -> JdkVerificationKey.of(algorithm, publicKeyDer);
            case EC_P256K -> Secp256k1VerificationKey.of(publicKeyDer);
            case EC_SM2 -> Sm2VerificationKey.of(publicKeyDer);
        };
    }

    /** The key for other libraries. */
    PublicKey publicKey();

    /** Returns the digest of a message that KMS signs; reads the message to its end. */
    byte[] digest(InputStream message) throws IOException;

    /** Tells whether it is a signature of the message, which is read to its end; a malformed one is none. */
    boolean verify(InputStream message, byte[] signature) throws IOException;
}
