package io.opensesame.internal.kms;

import java.io.IOException;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/**
 * Encrypts with an SM2 key, as the DER structure of GM/T 0009. (The reference doesn't tell the structure; this is the
 * one that other services take.)
 */
final class Sm2Wrapping {
    /** Of a coordinate, and of a hash by SM3. */
    private static final int BYTES = 32;

    private Sm2Wrapping() {}

    static byte[] encrypt(byte[] publicKey, byte[] material, SecureRandom random) throws InvalidKeyException {
        SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.init(true, new ParametersWithRandom(parse(publicKey), random));
        try {
            return structured(engine.processBlock(material, 0, material.length));
        } catch (InvalidCipherTextException | IOException e) {
            throw new IllegalStateException("SM2 encryption failed", e);
        }
    }

    private static ECPublicKeyParameters parse(byte[] publicKey) throws InvalidKeyException {
        AsymmetricKeyParameter key;
        try {
            key = PublicKeyFactory.createKey(publicKey);
        } catch (IOException | RuntimeException notAKey) {
            throw new InvalidKeyException("it is not a key as a SubjectPublicKeyInfo in DER", notAKey);
        }
        ECDomainParameters sm2 = new ECDomainParameters(GMNamedCurves.getByName("sm2p256v1"));
        if (key instanceof ECPublicKeyParameters onCurve && sm2.equals(onCurve.getParameters())) {
            return onCurve;
        }
        throw new InvalidKeyException("it is not a key on the curve of SM2");
    }

    /** Takes apart a point (04, x, y), the hash and the ciphertext that were joined. */
    private static byte[] structured(byte[] joined) throws IOException {
        int hash = 1 + 2 * BYTES;
        int ciphertext = hash + BYTES;
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(joined, 1, 1 + BYTES))));
        parts.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(joined, 1 + BYTES, hash))));
        parts.add(new DEROctetString(Arrays.copyOfRange(joined, hash, ciphertext)));
        parts.add(new DEROctetString(Arrays.copyOfRange(joined, ciphertext, joined.length)));
        return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
    }
}
