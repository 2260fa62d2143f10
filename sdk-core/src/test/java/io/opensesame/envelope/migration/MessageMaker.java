package io.opensesame.envelope.migration;

import io.opensesame.kms.crypto.EncryptionContext;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Writes messages as the format's description says, with BouncyCastle's ASN.1 and ciphers, and none of the code under
 * test.
 */
final class MessageMaker {
    private static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();

    private final int algorithm;
    private final byte[] dataKey;
    private final Map<String, byte[]> wrappedKeys = new LinkedHashMap<>();
    private EncryptionContext context = EncryptionContext.none();
    private byte[] headerIv = new byte[12];
    private boolean spoilHeaderTag;

    MessageMaker(int algorithm, byte[] dataKey) {
        this.algorithm = algorithm;
        this.dataKey = dataKey;
        Arrays.fill(headerIv, (byte) 7);
    }

    MessageMaker under(String keyArn, byte[] wrapped) {
        wrappedKeys.put(keyArn, wrapped);
        return this;
    }

    MessageMaker context(EncryptionContext context) {
        this.context = context;
        return this;
    }

    MessageMaker spoilHeaderTag() {
        this.spoilHeaderTag = true;
        return this;
    }

    byte[] der(byte[] plaintext) throws IOException, GeneralSecurityException {
        return derOfBody(body(plaintext));
    }

    /** Writes what is given as the body's ciphertext, and its tag if the mode has one. */
    byte[] derOfBody(byte[] ciphertextAndTag) throws IOException, GeneralSecurityException {
        int tagAt = ciphertextAndTag.length - (gcm() ? 16 : 0);
        ASN1EncodableVector keys = new ASN1EncodableVector();
        wrappedKeys.forEach((arn, wrapped) -> keys.add(sequence(octets(utf8(arn)), octets(wrapped))));
        ASN1EncodableVector pairs = new ASN1EncodableVector();
        context.pairs().forEach((name, value) -> pairs.add(sequence(octets(utf8(name)), octets(utf8(value)))));
        DERSequence header = sequence(
                new ASN1Integer(1),
                new ASN1Integer(algorithm),
                new DERSet(keys),
                new DERSet(pairs),
                octets(headerIv),
                octets(headerTag()));
        DERSequence body = sequence(
                octets(bodyIv()),
                octets(Arrays.copyOf(ciphertextAndTag, tagAt)),
                octets(Arrays.copyOfRange(ciphertextAndTag, tagAt, ciphertextAndTag.length)));
        return sequence(header, body).getEncoded("DER");
    }

    byte[] stream(byte[] plaintext) throws IOException, GeneralSecurityException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(1);
        out.writeInt(algorithm);
        counted(out, contextBytes());
        keys(out);
        counted(out, headerIv);
        counted(out, headerTag());
        out.writeInt(Integer.reverseBytes(bodyIv().length));
        out.write(bodyIv());
        out.write(body(plaintext));
        return bytes.toByteArray();
    }

    private byte[] headerTag() throws IOException, GeneralSecurityException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(1);
        out.writeInt(algorithm);
        out.writeInt(context.pairs().size());
        out.write(contextBytes());
        keys(out);
        Cipher cipher = Cipher.getInstance(family() + "/GCM/NoPadding", BOUNCY_CASTLE);
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(dataKey, family()), new GCMParameterSpec(128, headerIv));
        cipher.updateAAD(bytes.toByteArray());
        byte[] tag = cipher.doFinal();
        tag[0] ^= (byte) (spoilHeaderTag ? 1 : 0);
        return tag;
    }

    private void keys(DataOutputStream out) throws IOException {
        out.writeInt(wrappedKeys.size());
        for (Map.Entry<String, byte[]> key : new TreeMap<>(wrappedKeys).entrySet()) {
            counted(out, utf8(key.getKey()));
            counted(out, Base64.getEncoder().encode(key.getValue()));
        }
    }

    private byte[] contextBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!context.isEmpty()) {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(context.pairs().size());
            List<Map.Entry<String, String>> pairs =
                    new ArrayList<>(context.pairs().entrySet());
            pairs.sort((a, b) -> Arrays.compareUnsigned(utf8(a.getKey()), utf8(b.getKey())));
            for (Map.Entry<String, String> pair : pairs) {
                counted(out, utf8(pair.getKey()));
                counted(out, utf8(pair.getValue()));
            }
        }
        return bytes.toByteArray();
    }

    private byte[] body(byte[] plaintext) throws IOException, GeneralSecurityException {
        String mode = switch (algorithm) {
            case 1, 2, 9 -> "GCM/NoPadding";
            case 3, 4, 10 -> "CBC/NoPadding";
            case 5, 6, 11 -> "CBC/PKCS5Padding";
            default -> "CTR/NoPadding";
        };
        Cipher cipher = Cipher.getInstance(family() + "/" + mode, BOUNCY_CASTLE);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(dataKey, family()),
                gcm() ? new GCMParameterSpec(128, bodyIv()) : new IvParameterSpec(bodyIv()));
        if (gcm()) {
            cipher.updateAAD(contextBytes());
        }
        return cipher.doFinal(plaintext);
    }

    private boolean gcm() {
        return algorithm == 1 || algorithm == 2 || algorithm == 9;
    }

    private String family() {
        return algorithm >= 9 ? "SM4" : "AES";
    }

    private byte[] bodyIv() {
        byte[] iv = new byte[gcm() ? 12 : 16];
        Arrays.fill(iv, (byte) 9);
        return iv;
    }

    private static void counted(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static DERSequence sequence(ASN1Encodable... elements) {
        return new DERSequence(elements);
    }

    private static DEROctetString octets(byte[] bytes) {
        return new DEROctetString(bytes);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
