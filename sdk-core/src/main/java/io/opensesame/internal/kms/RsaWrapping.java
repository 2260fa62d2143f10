package io.opensesame.internal.kms;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.jspecify.annotations.Nullable;

/** Encrypts with an RSA key of 2,048 bits. */
final class RsaWrapping {
    private static final int KEY_BITS = 2_048;

    private RsaWrapping() {}

    static byte[] oaepSha256(byte[] publicKey, byte[] material, SecureRandom random) throws InvalidKeyException {
        return encrypt("OAEPPadding", oaep("SHA-256", MGF1ParameterSpec.SHA256), publicKey, material, random);
    }

    static byte[] oaepSha1(byte[] publicKey, byte[] material, SecureRandom random) throws InvalidKeyException {
        return encrypt("OAEPPadding", oaep("SHA-1", MGF1ParameterSpec.SHA1), publicKey, material, random);
    }

    static byte[] pkcs1(byte[] publicKey, byte[] material, SecureRandom random) throws InvalidKeyException {
        return encrypt("PKCS1Padding", null, publicKey, material, random);
    }

    /** One hash for the label, which is empty, and the mask: the JDK's own names mix SHA-256 with SHA-1. */
    private static OAEPParameterSpec oaep(String hash, MGF1ParameterSpec mask) {
        return new OAEPParameterSpec(hash, "MGF1", mask, PSource.PSpecified.DEFAULT);
    }

    private static byte[] encrypt(
            String padding,
            @Nullable AlgorithmParameterSpec parameters,
            byte[] publicKey,
            byte[] material,
            SecureRandom random)
            throws InvalidKeyException {
        RSAPublicKey key = parse(publicKey);
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/" + padding);
            cipher.init(Cipher.ENCRYPT_MODE, key, parameters, random);
            return cipher.doFinal(material);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime cannot encrypt by RSA with " + padding, e);
        }
    }

    private static RSAPublicKey parse(byte[] publicKey) throws InvalidKeyException {
        try {
            RSAPublicKey key =
                    (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(publicKey));
            if (key.getModulus().bitLength() == KEY_BITS) {
                return key;
            }
            throw new InvalidKeyException(
                    "it has " + key.getModulus().bitLength() + " bits, not the " + KEY_BITS + " that were asked for");
        } catch (InvalidKeySpecException notRsa) {
            throw new InvalidKeyException("it is not an RSA key as a SubjectPublicKeyInfo in DER", notRsa);
        } catch (InvalidKeyException unusable) {
            throw unusable;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime knows no RSA keys", e);
        }
    }
}
