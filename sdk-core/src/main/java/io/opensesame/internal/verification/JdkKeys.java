package io.opensesame.internal.verification;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;

/** Reads keys that the JDK has. */
final class JdkKeys {
    private JdkKeys() {}

    static PublicKey read(String algorithm, byte[] publicKeyDer) {
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(publicKeyDer));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("the public key is damaged", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has keys of " + algorithm, e);
        }
    }
}
