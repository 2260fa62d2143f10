package io.opensesame.localkms.engine.crypto;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.math.ec.ECFieldElement;
import org.bouncycastle.math.ec.ECPoint;

/** The digest that SM2 signs: SM3 over Z, which names signer and curve, and the message (GB/T 32918.2, 5.5 and 6.1). */
final class Sm2Digest {
    /** The identity of GM/T 0009 for signers that have none of their own. */
    static final String DEFAULT_IDENTITY = "1234567812345678";

    private Sm2Digest() {}

    static byte[] of(ECPublicKeyParameters publicKey, String identity, byte[] message) {
        SM3Digest digest = new SM3Digest();
        byte[] z = z(publicKey, identity);
        digest.update(z, 0, z.length);
        digest.update(message, 0, message.length);
        return finish(digest);
    }

    private static byte[] z(ECPublicKeyParameters publicKey, String identity) {
        byte[] id = identity.getBytes(StandardCharsets.UTF_8);
        int bits = id.length * Byte.SIZE;
        ECDomainParameters domain = publicKey.getParameters();
        SM3Digest digest = new SM3Digest();
        digest.update((byte) (bits >>> Byte.SIZE));
        digest.update((byte) bits);
        digest.update(id, 0, id.length);
        add(digest, domain.getCurve().getA());
        add(digest, domain.getCurve().getB());
        addPoint(digest, domain.getG());
        addPoint(digest, publicKey.getQ());
        return finish(digest);
    }

    private static void addPoint(SM3Digest digest, ECPoint point) {
        add(digest, point.getAffineXCoord());
        add(digest, point.getAffineYCoord());
    }

    private static void add(SM3Digest digest, ECFieldElement element) {
        byte[] bytes = element.getEncoded();
        digest.update(bytes, 0, bytes.length);
    }

    private static byte[] finish(SM3Digest digest) {
        byte[] result = new byte[digest.getDigestSize()];
        digest.doFinal(result, 0);
        return result;
    }
}
