package io.opensesame.localkms.engine.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.util.BigIntegers;

/**
 * Public-key encryption by SM2 (GB/T 32918.4). A ciphertext is the DER sequence of GM/T 0009: x and y of the ephemeral
 * point, the SM3 hash, the encrypted bytes.
 */
final class Sm2Encryption implements EncryptionScheme {
    private static final int MAX_PLAINTEXT_BYTES = 6_047;
    private static final int COORDINATE_BYTES = 32;
    private static final int HASH_BYTES = 32;
    private static final int POINT_BYTES = 1 + 2 * COORDINATE_BYTES;
    private static final byte UNCOMPRESSED = 4;

    @Override
    public int minPlaintextBytes() {
        return 1;
    }

    @Override
    public int maxPlaintextBytes(AsymmetricKeyParameter publicKey) {
        return MAX_PLAINTEXT_BYTES;
    }

    @Override
    public byte[] encrypt(AsymmetricKeyParameter publicKey, byte[] plaintext, SecureRandom random) {
        SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.init(true, new ParametersWithRandom(publicKey, random));
        try {
            return toSequence(engine.processBlock(plaintext, 0, plaintext.length));
        } catch (InvalidCipherTextException | IOException e) {
            throw new IllegalStateException("encrypting a plaintext of the right length failed", e);
        }
    }

    @Override
    public Optional<byte[]> decrypt(AsymmetricKeyParameter privateKey, byte[] ciphertext) {
        SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.init(false, privateKey);
        try {
            byte[] joined = fromSequence(ciphertext);
            return Optional.of(engine.processBlock(joined, 0, joined.length));
        } catch (InvalidCipherTextException | IOException | RuntimeException e) {
            // RuntimeException: BouncyCastle's answer to a structure of other members, or to no point of the curve.
            return Optional.empty();
        }
    }

    private static byte[] toSequence(byte[] joined) throws IOException {
        ASN1Encodable[] members = {
            new ASN1Integer(BigIntegers.fromUnsignedByteArray(joined, 1, COORDINATE_BYTES)),
            new ASN1Integer(BigIntegers.fromUnsignedByteArray(joined, 1 + COORDINATE_BYTES, COORDINATE_BYTES)),
            new DEROctetString(Arrays.copyOfRange(joined, POINT_BYTES, POINT_BYTES + HASH_BYTES)),
            new DEROctetString(Arrays.copyOfRange(joined, POINT_BYTES + HASH_BYTES, joined.length))
        };
        return new DERSequence(members).getEncoded(ASN1Encoding.DER);
    }

    private static byte[] fromSequence(byte[] der) throws IOException {
        ASN1Sequence sequence = ASN1Sequence.getInstance(der);
        if (sequence.size() != 4 || !Arrays.equals(sequence.getEncoded(ASN1Encoding.DER), der)) {
            throw new IOException("no DER sequence of four");
        }
        byte[] hash = ASN1OctetString.getInstance(sequence.getObjectAt(2)).getOctets();
        byte[] encrypted = ASN1OctetString.getInstance(sequence.getObjectAt(3)).getOctets();
        if (hash.length != HASH_BYTES) {
            throw new IOException("a hash of " + hash.length + " bytes");
        }
        byte[] joined = new byte[POINT_BYTES + HASH_BYTES + encrypted.length];
        joined[0] = UNCOMPRESSED;
        putCoordinate(sequence.getObjectAt(0), joined, 1);
        putCoordinate(sequence.getObjectAt(1), joined, 1 + COORDINATE_BYTES);
        System.arraycopy(hash, 0, joined, POINT_BYTES, HASH_BYTES);
        System.arraycopy(encrypted, 0, joined, POINT_BYTES + HASH_BYTES, encrypted.length);
        return joined;
    }

    private static void putCoordinate(ASN1Encodable member, byte[] joined, int offset) {
        BigInteger coordinate = ASN1Integer.getInstance(member).getPositiveValue();
        BigIntegers.asUnsignedByteArray(coordinate, joined, offset, COORDINATE_BYTES);
    }
}
