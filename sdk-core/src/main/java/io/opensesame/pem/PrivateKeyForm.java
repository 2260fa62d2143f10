package io.opensesame.pem;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** The forms in which PEM holds a private key. Each is brought to PKCS #8, of which the JDK makes a key. */
enum PrivateKeyForm {
    PKCS8("PRIVATE KEY") {
        @Override
        byte[] toPkcs8(byte[] der, Optional<char[]> passphrase) {
            return der;
        }
    },

    ENCRYPTED_PKCS8("ENCRYPTED PRIVATE KEY") {
        @Override
        byte[] toPkcs8(byte[] der, Optional<char[]> passphrase) {
            char[] given = passphrase.orElseThrow(
                    () -> new IllegalArgumentException("is encrypted, and no passphrase was given"));
            try {
                return decrypted(new EncryptedPrivateKeyInfo(der), given);
            } catch (IOException e) {
                throw damaged();
            }
        }
    },

    PKCS1("RSA PRIVATE KEY") {
        @Override
        byte[] toPkcs8(byte[] der, Optional<char[]> passphrase) {
            return decoded(
                    der,
                    content -> pkcs8(
                            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                            RSAPrivateKey.getInstance(content)));
        }
    },

    SEC1("EC PRIVATE KEY") {
        @Override
        byte[] toPkcs8(byte[] der, Optional<char[]> passphrase) {
            ASN1Encodable curve =
                    decoded(der, content -> ECPrivateKey.getInstance(content).getParametersObject());
            if (curve == null) {
                throw new IllegalArgumentException("does not name its curve; 'openssl pkcs8 -topk8' adds it");
            }
            return decoded(
                    der,
                    content -> pkcs8(
                            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve),
                            ECPrivateKey.getInstance(content)));
        }
    };

    /** As many as the JDK bears with in a PKCS #12 store: a few seconds. More would keep a thread for hours. */
    private static final int MOST_ITERATIONS = 5_000_000;

    private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");
    private static final ASN1ObjectIdentifier ED448 = new ASN1ObjectIdentifier("1.3.101.113");

    private final String label;

    PrivateKeyForm(String label) {
        this.label = label;
    }

    static PrivateKeyForm of(String label) {
        return Arrays.stream(values())
                .filter(form -> form.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("holds a private key in a form that is not supported;"
                        + " 'openssl pkcs8 -topk8 -nocrypt' makes a PRIVATE KEY of most others"));
    }

    /** Messages continue "PEM block 2 (PRIVATE KEY, line 30)"; there are no causes, as they may quote the key. */
    PrivateKey decode(byte[] der, Optional<char[]> passphrase) {
        byte[] pkcs8 = new byte[0];
        try {
            pkcs8 = toPkcs8(der, passphrase);
            return key(pkcs8);
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
            Arrays.fill(der, (byte) 0);
        }
    }

    abstract byte[] toPkcs8(byte[] der, Optional<char[]> passphrase);

    /** What reads or writes ASN.1. */
    private interface Decoding<T extends @Nullable Object> {
        T from(ASN1Primitive content) throws IOException;
    }

    private static <T extends @Nullable Object> T decoded(byte[] der, Decoding<T> decoding) {
        try {
            return decoding.from(ASN1Primitive.fromByteArray(der));
        } catch (IOException | RuntimeException e) {
            // Damaged content makes the ASN.1 classes throw whatever comes first, a ClassCastException among others.
            throw damaged();
        }
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException("is damaged: its content is not what its label says");
    }

    private static byte[] pkcs8(AlgorithmIdentifier algorithm, ASN1Encodable key) throws IOException {
        return new PrivateKeyInfo(algorithm, key).getEncoded("DER");
    }

    private static byte[] decrypted(EncryptedPrivateKeyInfo encrypted, char[] passphrase) {
        AlgorithmParameters parameters = encrypted.getAlgParameters();
        // For PBES2 the JDK tells the whole algorithm, as its factories want it, only in the parameters' text.
        String algorithm = parameters == null ? encrypted.getAlgName() : parameters.toString();
        if (!algorithm.startsWith("PBE")) {
            algorithm = encrypted.getAlgName();
        }
        PBEKeySpec secret = new PBEKeySpec(passphrase);
        try {
            requireBearable(parameters);
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(algorithm).generateSecret(secret), parameters);
            return encrypted.getKeySpec(cipher).getEncoded();
        } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
            throw new IllegalArgumentException("is encrypted in a way that the JDK does not know;"
                    + " 'openssl pkcs8 -topk8 -v2 aes-256-cbc' makes one that it does");
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot be decrypted: the passphrase does not fit, or it is damaged");
        } finally {
            secret.clearPassword();
        }
    }

    /** How often the passphrase is hashed stands in the block, whose author is not who waits for it. */
    private static void requireBearable(@Nullable AlgorithmParameters parameters) throws GeneralSecurityException {
        if (parameters != null
                && parameters.getParameterSpec(PBEParameterSpec.class).getIterationCount() > MOST_ITERATIONS) {
            throw new IllegalArgumentException(
                    "is encrypted with more than " + MOST_ITERATIONS + " iterations, which would take too long");
        }
    }

    private static PrivateKey key(byte[] pkcs8) {
        ASN1ObjectIdentifier algorithm = decoded(
                pkcs8,
                content -> PrivateKeyInfo.getInstance(content)
                        .getPrivateKeyAlgorithm()
                        .getAlgorithm());
        try {
            return KeyFactory.getInstance(factory(algorithm)).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("holds a private key that the JDK cannot use: it is damaged, or on an"
                    + " elliptic curve that the JDK does not have");
        }
    }

    private static String factory(ASN1ObjectIdentifier algorithm) {
        if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return "RSA";
        }
        if (algorithm.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            return "RSASSA-PSS";
        }
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return "EC";
        }
        if (algorithm.equals(ED25519) || algorithm.equals(ED448)) {
            return "EdDSA";
        }
        throw new IllegalArgumentException(
                "holds a private key of algorithm " + algorithm.getId() + "; RSA, EC, Ed25519 and Ed448 are supported");
    }
}
