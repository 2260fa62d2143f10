package io.opensesame.internal.verification;

import io.opensesame.kms.crypto.SigningAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** An RSA key, by the JDK. */
final class RsaVerificationKey implements VerificationKey {
    /** The salt is as long as the digest. */
    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC);

    private final SigningAlgorithm algorithm;
    private final PublicKey key;

    private RsaVerificationKey(SigningAlgorithm algorithm, PublicKey key) {
        this.algorithm = algorithm;
        this.key = key;
    }

    static RsaVerificationKey of(SigningAlgorithm algorithm, byte[] publicKeyDer) {
        return new RsaVerificationKey(algorithm, JdkKeys.read("RSA", publicKeyDer));
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
        if (!algorithm.equals(SigningAlgorithm.RSA_PSS_SHA_256)) {
            return Signature.getInstance("SHA256withRSA");
        }
        Signature verifier = Signature.getInstance("RSASSA-PSS");
        verifier.setParameter(PSS);
        return verifier;
    }
}
