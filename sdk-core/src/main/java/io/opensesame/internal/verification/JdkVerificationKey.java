package io.opensesame.internal.verification;

import io.opensesame.kms.crypto.SigningAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;

/** An RSA key, or one on the curve P-256, by the JDK. */
final class JdkVerificationKey implements VerificationKey {
    /** The salt is as long as the digest. */
    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC);

    private final SigningAlgorithm algorithm;
    private final PublicKey key;

    private JdkVerificationKey(SigningAlgorithm algorithm, PublicKey key) {
        this.algorithm = algorithm;
        this.key = key;
    }

    static JdkVerificationKey of(SigningAlgorithm algorithm, byte[] publicKeyDer) {
        String keyAlgorithm = algorithm.equals(SigningAlgorithm.ECDSA_SHA_256) ? "EC" : "RSA";
        try {
            PublicKey key = KeyFactory.getInstance(keyAlgorithm).generatePublic(new X509EncodedKeySpec(publicKeyDer));
            return new JdkVerificationKey(algorithm, key);
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("the public key is damaged", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has keys of " + keyAlgorithm, e);
        }
    }

    @Override
    public PublicKey publicKey() {
        return key;
    }

    @Override
    public byte[] digest(InputStream message) throws IOException {
        return Messages.sha256(message);
    }

    @Override
    public boolean verify(InputStream message, byte[] signature) throws IOException {
        try {
            Signature verifier = newVerifier();
            verifier.initVerify(key);
            Messages.read(message, verifier::update);
            return verifier.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK could not verify " + algorithm, e);
        }
    }

    private Signature newVerifier() throws GeneralSecurityException {
        if (algorithm.equals(SigningAlgorithm.RSA_PSS_SHA_256)) {
            Signature verifier = Signature.getInstance("RSASSA-PSS");
            verifier.setParameter(PSS);
            return verifier;
        }
        return Signature.getInstance(
                algorithm.equals(SigningAlgorithm.ECDSA_SHA_256) ? "SHA256withECDSA" : "SHA256withRSA");
    }
}
