package io.opensesame.internal.signing;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * SHA-256, HMAC-SHA256 and HMAC-SHA1.
 *
 * <p>A clone of a prototype spares the look-up of the provider, and unlike a thread-local holds no key once it is done.
 */
final class Digests {
    private static final MessageDigest SHA256 = sha256();
    private static final Mac HMAC_SHA256 = hmac("HmacSHA256");
    private static final Mac HMAC_SHA1 = hmac("HmacSHA1");

    private Digests() {}

    static byte[] sha256(byte[] message) {
        try {
            return ((MessageDigest) SHA256.clone()).digest(message);
        } catch (CloneNotSupportedException e) {
            return sha256().digest(message);
        }
    }

    static byte[] hmacSha256(byte[] key, byte[] message) {
        return mac(HMAC_SHA256, key, message);
    }

    static byte[] hmacSha1(byte[] key, byte[] message) {
        return mac(HMAC_SHA1, key, message);
    }

    private static byte[] mac(Mac prototype, byte[] key, byte[] message) {
        try {
            Mac mac = copyOf(prototype);
            mac.init(new SecretKeySpec(key, prototype.getAlgorithm()));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot compute " + prototype.getAlgorithm(), e);
        }
    }

    private static Mac copyOf(Mac prototype) throws GeneralSecurityException {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            return Mac.getInstance(prototype.getAlgorithm());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    /** Initialized, because before that a Mac has no provider to clone. */
    private static Mac hmac(String algorithm) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(new byte[1], algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + algorithm, e);
        }
    }
}
