package io.opensesame.internal.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The key of one file, from which each write derives a key of its own. Held for as long as the client lives. */
final class MasterKey {
    static final int BYTES = 32;
    static final int CHECK_BYTES = 16;

    private static final byte[] CHECK = info("opensesame store v1 key check");
    private static final byte[] RECORDS = info("opensesame store v1 records");

    private final KeyParameters parameters;
    private final byte[] key;

    /** The key is handed over, not copied. */
    MasterKey(KeyParameters parameters, byte[] key) {
        this.parameters = parameters;
        this.key = key;
    }

    static byte[] info(String purpose) {
        return purpose.getBytes(StandardCharsets.US_ASCII);
    }

    KeyParameters parameters() {
        return parameters;
    }

    /** Returns what tells this key from another, without a way back to it: a wrong passphrase is no damage. */
    byte[] check() {
        return KeyDerivation.hkdf(key, parameters.salt(), CHECK, CHECK_BYTES);
    }

    /** Returns the AES key of one write; the caller wipes it. */
    byte[] recordKey(byte[] writeSalt) {
        return KeyDerivation.hkdf(key, writeSalt, RECORDS, BYTES);
    }

    void wipe() {
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public String toString() {
        return "MasterKey[<redacted>]";
    }
}
