package io.opensesame.internal.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The first 128 bytes of a file, which are not encrypted. {@code docs/local-store.md} has the table. */
final class FileHeader {
    static final int BYTES = 128;
    static final int SALT_BYTES = 32;
    static final int MAX_ENTRIES = 16_384;

    private static final byte[] MAGIC = "\u0089OSSTORE".getBytes(StandardCharsets.ISO_8859_1);
    private static final int VERSION = 1;
    private static final int DIGEST_BYTES = 32;

    private final KeyParameters parameters;
    private final byte[] keyCheck;
    private final byte[] writeSalt;
    private final int indexBytes;
    private final int entries;

    /**
     * @param parameters how the master key is derived
     * @param keyCheck tells a wrong key from damage
     * @param writeSalt makes the key of this write
     * @param indexBytes the length of the sealed index
     * @param entries how many entries the index lists
     */
    FileHeader(KeyParameters parameters, byte[] keyCheck, byte[] writeSalt, int indexBytes, int entries) {
        this.parameters = parameters;
        this.keyCheck = keyCheck.clone();
        this.writeSalt = writeSalt.clone();
        this.indexBytes = indexBytes;
        this.entries = entries;
    }

    KeyParameters parameters() {
        return parameters;
    }

    byte[] keyCheck() {
        return keyCheck.clone();
    }

    byte[] writeSalt() {
        return writeSalt.clone();
    }

    int indexBytes() {
        return indexBytes;
    }

    int entries() {
        return entries;
    }

    byte[] encode() {
        FieldWriter out = new FieldWriter().raw(MAGIC).u16(VERSION);
        parameters.write(out);
        byte[] fields =
                out.raw(keyCheck).raw(writeSalt).u32(indexBytes).u32(entries).toBytes();
        return new FieldWriter().raw(fields).raw(sha256(fields)).toBytes();
    }

    static FileHeader decode(byte[] file) throws StoreException {
        if (file.length < BYTES) {
            throw StoreException.damaged("it has " + file.length + " bytes, less than a header");
        }
        FieldReader in = new FieldReader(Arrays.copyOf(file, BYTES));
        if (!Arrays.equals(in.raw(MAGIC.length), MAGIC)) {
            throw StoreException.damaged("it does not begin as a store does");
        }
        int version = in.u16();
        if (version != VERSION) {
            throw StoreException.damaged("its format has version " + version + "; this library knows " + VERSION);
        }
        byte[] fields = Arrays.copyOf(file, BYTES - DIGEST_BYTES);
        if (!Arrays.equals(sha256(fields), Arrays.copyOfRange(file, fields.length, BYTES))) {
            throw StoreException.damaged("its header does not match its digest");
        }
        KeyParameters parameters = KeyParameters.read(in);
        FileHeader header =
                new FileHeader(parameters, in.raw(MasterKey.CHECK_BYTES), in.raw(SALT_BYTES), in.u32(), in.u32());
        header.requireSizes(file.length - BYTES);
        return header;
    }

    private void requireSizes(int rest) throws StoreException {
        if (entries < 0 || entries > MAX_ENTRIES || indexBytes < RecordCipher.TAG_BYTES || indexBytes > rest) {
            throw StoreException.damaged("its header speaks of " + entries + " entries in an index of " + indexBytes
                    + " bytes, where " + rest + " bytes follow");
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
