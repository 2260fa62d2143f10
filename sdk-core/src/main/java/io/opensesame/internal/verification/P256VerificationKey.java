package io.opensesame.internal.verification;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.EllipticCurve;
import java.util.Optional;

/** A key on the curve P-256, by the JDK. */
final class P256VerificationKey implements VerificationKey {
    private final PublicKey key;

    private P256VerificationKey(PublicKey key) {
        this.key = key;
    }

    static P256VerificationKey of(byte[] publicKeyDer) {
        ECPublicKey key = (ECPublicKey) JdkKeys.read("EC", publicKeyDer);
        if (!isOnItsCurve(key)) {
            throw new IllegalArgumentException("the public key is damaged: it is no point of its curve");
        }
        return new P256VerificationKey(key);
    }

    /** The JDK finds it out late, if at all. A point of the curve's group is all that is needed: it has prime order. */
    private static boolean isOnItsCurve(ECPublicKey key) {
        EllipticCurve curve = key.getParams().getCurve();
        BigInteger prime = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = key.getW().getAffineX();
        BigInteger y = key.getW().getAffineY();
        BigInteger rightSide = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        boolean inField = x.compareTo(prime) < 0 && y.compareTo(prime) < 0;
        return inField && y.pow(2).subtract(rightSide).mod(prime).signum() == 0;
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
        byte[] digest = digest(message);
        Optional<EcdsaSignature> numbers = EcdsaSignature.parse(signature);
        try {
            Signature verifier = Signature.getInstance("NONEwithECDSAinP1363Format");
            verifier.initVerify(key);
            verifier.update(digest);
            return numbers.isPresent() && verifier.verify(numbers.get().plain());
        } catch (SignatureException outOfRange) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK could not verify ECDSA", e);
        }
    }
}
