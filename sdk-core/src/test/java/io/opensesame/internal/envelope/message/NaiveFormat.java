package io.opensesame.internal.envelope.message;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The format of docs/envelope-format.md once more, written from that page alone with the JDK's and BouncyCastle's
 * general classes. It shares no code with the library, so that code and page cannot agree by mistake; it is slow and
 * checks nothing but what the page says of a right message.
 */
final class NaiveFormat {
    private static final BouncyCastleProvider NATIONAL = new BouncyCastleProvider();

    private NaiveFormat() {}

    /** All that makes a message; contexts are pairs in the order in which they stand. */
    @SuppressWarnings("ArrayRecordComponent") // compared field by field
    record Inputs(
            int suite,
            byte[] dataKey,
            byte[] messageId,
            int frameLength,
            Map<String, String> encryptionContext,
            Map<String, String> messagePairs,
            List<WrappedKey> wrappedKeys,
            byte[] plaintext) {}

    @SuppressWarnings("ArrayRecordComponent") // compared field by field
    record WrappedKey(String region, String keyId, byte[] ciphertext) {}

    static byte[] encrypt(Inputs inputs) throws IOException, GeneralSecurityException {
        byte[] keys = messageKeys(inputs.suite(), inputs.dataKey(), inputs.messageId());
        int k = keys.length - 32;
        byte[] context = concat(pairs(inputs.encryptionContext()), pairs(inputs.messagePairs()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(hex("4F534501"));
        out.writeShort(inputs.suite());
        out.write(inputs.messageId());
        out.writeInt(inputs.frameLength());
        out.write(keys, k, 32);
        out.write(context);
        out.writeByte(inputs.wrappedKeys().size());
        for (WrappedKey key : inputs.wrappedKeys()) {
            field(out, text(key.region()));
            field(out, text(key.keyId()));
            field(out, key.ciphertext());
        }
        out.write(headerTag(inputs.suite(), headerKey(inputs.suite(), inputs.dataKey()), bytes.toByteArray()), 0, 32);

        byte[] plaintext = inputs.plaintext();
        int at = 0;
        int index = 0;
        boolean last;
        do {
            int n = Math.min(inputs.frameLength(), plaintext.length - at);
            last = at + n == plaintext.length;
            out.writeInt(last ? 0x80000000 | n : n);
            out.write(gcm(
                    Cipher.ENCRYPT_MODE,
                    inputs.suite(),
                    Arrays.copyOf(keys, k),
                    inputs.messageId(),
                    hash(inputs.suite(), context),
                    index,
                    last,
                    Arrays.copyOfRange(plaintext, at, at + n)));
            at += n;
            index++;
        } while (!last);
        return bytes.toByteArray();
    }

    /** Reads a message as an auditor would; asserts nothing of what surrounds the frames but that it fits. */
    static Inputs decrypt(byte[] dataKey, byte[] message) throws IOException, GeneralSecurityException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(message);
        DataInputStream in = new DataInputStream(bytes);
        require(in.readInt() == 0x4F534501, "magic");
        int suite = in.readUnsignedShort();
        byte[] id = in.readNBytes(32);
        int frameLength = in.readInt();
        byte[] keys = messageKeys(suite, dataKey, id);
        int k = keys.length - 32;
        require(Arrays.equals(in.readNBytes(32), 0, 32, keys, k, k + 32), "commitment");
        int contextStart = message.length - bytes.available();
        Map<String, String> encryptionContext = readPairs(in);
        Map<String, String> messagePairs = readPairs(in);
        int contextEnd = message.length - bytes.available();
        List<WrappedKey> wrapped = new ArrayList<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            wrapped.add(new WrappedKey(readText(in), readText(in), in.readNBytes(in.readUnsignedShort())));
        }
        byte[] untagged = Arrays.copyOf(message, message.length - bytes.available());
        byte[] tag = Arrays.copyOf(headerTag(suite, headerKey(suite, dataKey), untagged), 32);
        require(Arrays.equals(in.readNBytes(32), tag), "header tag");

        byte[] contextHash = hash(suite, Arrays.copyOfRange(message, contextStart, contextEnd));
        ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
        boolean last;
        int index = 0;
        do {
            int mark = in.readInt();
            last = mark < 0;
            int n = mark & 0x7fffffff;
            require(last ? n <= frameLength : n == frameLength, "frame length");
            byte[] sealed = in.readNBytes(n + 16);
            plaintext.write(
                    gcm(Cipher.DECRYPT_MODE, suite, Arrays.copyOf(keys, k), id, contextHash, index++, last, sealed));
        } while (!last);
        require(bytes.available() == 0, "end");
        return new Inputs(
                suite, dataKey, id, frameLength, encryptionContext, messagePairs, wrapped, plaintext.toByteArray());
    }

    private static byte[] messageKeys(int suite, byte[] dataKey, byte[] id)
            throws IOException, GeneralSecurityException {
        return expand(suite, dataKey, concat(text("message keys"), id), (suite == 1 ? 32 : 16) + 32);
    }

    private static byte[] headerKey(int suite, byte[] dataKey) throws IOException, GeneralSecurityException {
        return expand(suite, dataKey, text("header key"), 32);
    }

    private static byte[] expand(int suite, byte[] dataKey, byte[] info, int length)
            throws IOException, GeneralSecurityException {
        byte[] salt = concat(text("OpenSesame envelope 1"), new byte[] {0, (byte) suite});
        byte[] extracted = hmac(suite, salt, dataKey);
        ByteArrayOutputStream expanded = new ByteArrayOutputStream();
        byte[] block = {};
        for (int i = 1; expanded.size() < length; i++) {
            block = hmac(suite, extracted, concat(block, concat(info, new byte[] {(byte) i})));
            expanded.write(block);
        }
        return Arrays.copyOf(expanded.toByteArray(), length);
    }

    private static byte[] gcm(
            int mode, int suite, byte[] key, byte[] id, byte[] contextHash, int index, boolean last, byte[] input)
            throws IOException, GeneralSecurityException {
        ByteArrayOutputStream nonce = new ByteArrayOutputStream();
        nonce.write(new byte[8]);
        new DataOutputStream(nonce).writeInt(index);
        ByteArrayOutputStream associated = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(associated);
        out.write(hex("4F534501"));
        out.writeShort(suite);
        out.write(id);
        out.write(contextHash);
        out.writeInt(index);
        out.writeByte(last ? 1 : 0);
        Cipher cipher = suite == 3
                ? Cipher.getInstance("SM4/GCM/NoPadding", NATIONAL)
                : Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(key, suite == 3 ? "SM4" : "AES"),
                new GCMParameterSpec(128, nonce.toByteArray()));
        cipher.updateAAD(associated.toByteArray());
        return cipher.doFinal(input);
    }

    private static byte[] headerTag(int suite, byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = suite == 3 ? Mac.getInstance("HMACSM3", NATIONAL) : Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HMAC"));
        return mac.doFinal(data);
    }

    private static byte[] hmac(int suite, byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = suite == 3 ? Mac.getInstance("HMACSM3", NATIONAL) : Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec(key, "HMAC"));
        return mac.doFinal(data);
    }

    private static byte[] hash(int suite, byte[] data) throws GeneralSecurityException {
        return (suite == 3 ? MessageDigest.getInstance("SM3", NATIONAL) : MessageDigest.getInstance("SHA-256"))
                .digest(data);
    }

    private static byte[] pairs(Map<String, String> pairs) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(pairs.size());
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            field(out, text(pair.getKey()));
            field(out, text(pair.getValue()));
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> readPairs(DataInputStream in) throws IOException {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            String name = readText(in);
            pairs.put(name, readText(in));
        }
        return pairs;
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
    }

    private static void field(DataOutputStream out, byte[] field) throws IOException {
        out.writeShort(field.length);
        out.write(field);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static void require(boolean fits, String what) {
        if (!fits) {
            throw new AssertionError("the " + what + " does not fit");
        }
    }
}
