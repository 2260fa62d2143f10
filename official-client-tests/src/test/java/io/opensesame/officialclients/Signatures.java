package io.opensesame.officialclients;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Digests and checks signatures with the JDK and with BouncyCastle, and with nothing of LocalKms. */
enum Signatures {
    RSA_PSS("RSA_2048", "RSA_PSS_SHA_256") {
        @Override
        Signature verifier() throws GeneralSecurityException {
            Signature verifier = Signature.getInstance("RSASSA-PSS");
            verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            return verifier;
        }

        @Override
        PublicKey publicKey(byte[] der) throws GeneralSecurityException {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
        }
    },
    RSA_PKCS1("RSA_3072", "RSA_PKCS1_SHA_256") {
        @Override
        Signature verifier() throws GeneralSecurityException {
            return Signature.getInstance("SHA256withRSA");
        }

        @Override
        PublicKey publicKey(byte[] der) throws GeneralSecurityException {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
        }
    },
    P_256("EC_P256", "ECDSA_SHA_256") {
        @Override
        Signature verifier() throws GeneralSecurityException {
            return Signature.getInstance("SHA256withECDSA");
        }

        @Override
        PublicKey publicKey(byte[] der) throws GeneralSecurityException {
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
        }
    },
    P_256K("EC_P256K", "ECDSA_SHA_256") {
        @Override
        Signature verifier() throws GeneralSecurityException {
            return Signature.getInstance("SHA256withECDSA", BOUNCY_CASTLE);
        }

        @Override
        PublicKey publicKey(byte[] der) throws GeneralSecurityException {
            return KeyFactory.getInstance("EC", BOUNCY_CASTLE).generatePublic(new X509EncodedKeySpec(der));
        }
    },
    SM2("EC_SM2", "SM2DSA") {
        @Override
        Signature verifier() throws GeneralSecurityException {
            return Signature.getInstance("SM3withSM2", BOUNCY_CASTLE);
        }

        @Override
        PublicKey publicKey(byte[] der) throws GeneralSecurityException {
            return KeyFactory.getInstance("EC", BOUNCY_CASTLE).generatePublic(new X509EncodedKeySpec(der));
        }

        // The value e of GB/T 32918.2: SM3 over the signer's identity, the curve, the public key and the message.
        @Override
        byte[] digest(byte[] message, byte[] publicKeyDer) throws GeneralSecurityException {
            try {
                ECPublicKeyParameters key = (ECPublicKeyParameters) PublicKeyFactory.createKey(publicKeyDer);
                ByteArrayOutputStream identity = new ByteArrayOutputStream();
                byte[] name = "1234567812345678".getBytes(StandardCharsets.US_ASCII);
                identity.write(new byte[] {0, (byte) (name.length * 8)});
                identity.write(name);
                identity.write(coordinate(key.getParameters().getCurve().getA().toBigInteger()));
                identity.write(coordinate(key.getParameters().getCurve().getB().toBigInteger()));
                identity.write(
                        coordinate(key.getParameters().getG().getAffineXCoord().toBigInteger()));
                identity.write(
                        coordinate(key.getParameters().getG().getAffineYCoord().toBigInteger()));
                identity.write(coordinate(key.getQ().getAffineXCoord().toBigInteger()));
                identity.write(coordinate(key.getQ().getAffineYCoord().toBigInteger()));
                return sm3(sm3(identity.toByteArray()), message);
            } catch (IOException e) {
                throw new GeneralSecurityException(e);
            }
        }
    };

    private static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();

    private final String keySpec;
    private final String algorithm;

    Signatures(String keySpec, String algorithm) {
        this.keySpec = keySpec;
        this.algorithm = algorithm;
    }

    String keySpec() {
        return keySpec;
    }

    String algorithm() {
        return algorithm;
    }

    abstract Signature verifier() throws GeneralSecurityException;

    abstract PublicKey publicKey(byte[] der) throws GeneralSecurityException;

    /** {@return what KMS is sent to sign} */
    byte[] digest(byte[] message, byte[] publicKeyDer) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(message);
    }

    boolean verify(byte[] message, byte[] signature, byte[] publicKeyDer) throws GeneralSecurityException {
        Signature verifier = verifier();
        verifier.initVerify(publicKey(publicKeyDer));
        verifier.update(message);
        return verifier.verify(signature);
    }

    static byte[] derOf(String pem) {
        return Base64.getMimeDecoder()
                .decode(pem.replace("-----BEGIN PUBLIC KEY-----", "").replace("-----END PUBLIC KEY-----", ""));
    }

    private static byte[] coordinate(BigInteger value) {
        byte[] bytes = new byte[32];
        byte[] signed = value.toByteArray();
        int length = Math.min(32, signed.length);
        System.arraycopy(signed, signed.length - length, bytes, 32 - length, length);
        return bytes;
    }

    private static byte[] sm3(byte[]... parts) {
        SM3Digest digest = new SM3Digest();
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] value = new byte[digest.getDigestSize()];
        digest.doFinal(value, 0);
        return value;
    }
}
