package io.opensesame.localkms.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/** Makes RSA-2048 key pairs for SSH: the public key in OpenSSH's one-line form, the private key as PKCS#8 PEM. */
final class SshKeyGenerator {
    private static final int KEY_BITS = 2048;
    private static final String FORMAT = "ssh-rsa";

    private final SecureRandom random;

    SshKeyGenerator(SecureRandom random) {
        this.random = random;
    }

    KeyTexts generate() {
        KeyPair pair = rsaPair();
        return new KeyTexts(
                openSsh((RSAPublicKey) pair.getPublic()), pem(pair.getPrivate().getEncoded()));
    }

    private KeyPair rsaPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS, random);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has RSA, this one does not", e);
        }
    }

    /** RFC 4253, 6.6: the format's name, the exponent and the modulus, each after its length in four bytes. */
    private static String openSsh(RSAPublicKey key) {
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        writeField(blob, FORMAT.getBytes(StandardCharsets.US_ASCII));
        writeField(blob, key.getPublicExponent().toByteArray());
        writeField(blob, key.getModulus().toByteArray());
        return FORMAT + " " + Base64.getEncoder().encodeToString(blob.toByteArray()) + " localkms";
    }

    private static void writeField(ByteArrayOutputStream blob, byte[] field) {
        blob.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
        blob.writeBytes(field);
    }

    private static String pem(byte[] pkcs8) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN PRIVATE KEY-----\n" + lines.encodeToString(pkcs8) + "\n-----END PRIVATE KEY-----\n";
    }

    /** A key pair as texts; it prints no private key. */
    static final class KeyTexts {
        private final String publicKey;
        private final String privateKey;

        KeyTexts(String publicKey, String privateKey) {
            this.publicKey = publicKey;
            this.privateKey = privateKey;
        }

        String openSshPublicKey() {
            return publicKey;
        }

        String exposePrivateKeyPem() {
            return privateKey;
        }
    }
}
