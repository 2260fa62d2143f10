package io.opensesame.internal.verification;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECFieldElement;
import org.bouncycastle.math.ec.ECPoint;

/**
 * An SM2 key, by BouncyCastle.
 *
 * @see "GB/T 32918.2-2016: 5.5 and 6.1"
 */
final class Sm2VerificationKey implements VerificationKey {
    /** The id of a signer who was given no other. */
    private static final byte[] DEFAULT_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

    private final ECPublicKeyParameters key;
    private final byte[] id;
    private final PublicKey encoded;

    private Sm2VerificationKey(ECPublicKeyParameters key, byte[] id, PublicKey encoded) {
        this.key = key;
        this.id = id;
        this.encoded = encoded;
    }

    static Sm2VerificationKey of(byte[] publicKeyDer) {
        return new Sm2VerificationKey(EcPoints.read(publicKeyDer), DEFAULT_ID, new EncodedPublicKey(publicKeyDer));
    }

    @Override
    public PublicKey publicKey() {
        return encoded;
    }

    /** The digest {@code e}: SM3 over Z and the message. */
    @Override
    public byte[] digest(InputStream message) throws IOException {
        SM3Digest digest = new SM3Digest();
        byte[] z = z();
        digest.update(z, 0, z.length);
        Messages.read(message, digest::update);
        return finish(digest);
    }

    /** Binds the signer's id, the curve and the public key. */
    private byte[] z() {
        ECDomainParameters curve = key.getParameters();
        SM3Digest digest = new SM3Digest();
        int idBits = id.length * Byte.SIZE;
        digest.update((byte) (idBits >> Byte.SIZE));
        digest.update((byte) idBits);
        digest.update(id, 0, id.length);
        update(digest, curve.getCurve().getA());
        update(digest, curve.getCurve().getB());
        update(digest, curve.getG());
        update(digest, key.getQ());
        return finish(digest);
    }

    private static void update(SM3Digest digest, ECPoint point) {
        ECPoint affine = point.normalize();
        update(digest, affine.getAffineXCoord());
        update(digest, affine.getAffineYCoord());
    }

    private static void update(SM3Digest digest, ECFieldElement element) {
        byte[] bytes = element.getEncoded();
        digest.update(bytes, 0, bytes.length);
    }

    private static byte[] finish(SM3Digest digest) {
        byte[] result = new byte[digest.getDigestSize()];
        digest.doFinal(result, 0);
        return result;
    }

    @Override
    public boolean verify(InputStream message, byte[] signature) throws IOException {
        SM2Signer verifier = new SM2Signer(StandardDSAEncoding.INSTANCE, new SM3Digest());
        verifier.init(false, new ParametersWithID(key, id));
        Messages.read(message, verifier::update);
        return verifier.verifySignature(signature);
    }
}
