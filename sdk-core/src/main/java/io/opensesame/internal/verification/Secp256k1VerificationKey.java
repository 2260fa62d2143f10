package io.opensesame.internal.verification;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.PublicKey;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** A key on the curve secp256k1, which the JDK has no more, by BouncyCastle. */
final class Secp256k1VerificationKey implements VerificationKey {
    private final ECPublicKeyParameters key;
    private final PublicKey encoded;

    private Secp256k1VerificationKey(ECPublicKeyParameters key, PublicKey encoded) {
        this.key = key;
        this.encoded = encoded;
    }

    static Secp256k1VerificationKey of(byte[] publicKeyDer) {
        return new Secp256k1VerificationKey(EcPoints.read(publicKeyDer), new EncodedPublicKey(publicKeyDer));
    }

    @Override
    public PublicKey publicKey() {
        return encoded;
    }

    @Override
    public byte[] digest(InputStream message) throws IOException {
        return Messages.sha256(message);
    }

    @Override
    public boolean verify(InputStream message, byte[] signature) throws IOException {
        byte[] digest = digest(message);
        BigInteger[] numbers;
        try {
            numbers = StandardDSAEncoding.INSTANCE.decode(key.getParameters().getN(), signature);
        } catch (IOException | RuntimeException malformed) { // such as a ClassCastException for another ASN.1 type
            return false;
        }
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, key);
        return verifier.verifySignature(digest, numbers[0], numbers[1]);
    }
}
