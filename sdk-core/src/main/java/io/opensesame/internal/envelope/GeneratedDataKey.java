package io.opensesame.internal.envelope;

import io.opensesame.internal.envelope.message.EncryptedDataKey;

/** A data key that KMS made: in clear, and encrypted. */
public final class GeneratedDataKey {
    private final byte[] raw;
    private final EncryptedDataKey encrypted;

    /**
     * Creates the answer.
     *
     * @param raw the data key in clear; not copied
     * @param encrypted the same, encrypted, with what KMS called the customer master key
     */
    public GeneratedDataKey(byte[] raw, EncryptedDataKey encrypted) {
        this.raw = raw;
        this.encrypted = encrypted;
    }

    /** {@return the one array with the key's bytes, for the receiver to wipe} */
    byte[] exposeRaw() {
        return raw;
    }

    EncryptedDataKey encrypted() {
        return encrypted;
    }

    @Override
    public String toString() {
        return "GeneratedDataKey[raw=<redacted>, encrypted=" + encrypted + "]";
    }
}
