package io.opensesame.internal.envelope;

/** A data key that KMS decrypted. */
public final class UnwrappedDataKey {
    private final byte[] raw;
    private final String keyId;

    /**
     * Creates the answer.
     *
     * @param raw the data key in clear; not copied
     * @param keyId the id of the customer master key that KMS decrypted it with, by its own word
     */
    public UnwrappedDataKey(byte[] raw, String keyId) {
        this.raw = raw;
        this.keyId = keyId;
    }

    /** {@return the one array with the key's bytes, for the receiver to wipe} */
    byte[] exposeRaw() {
        return raw;
    }

    String keyId() {
        return keyId;
    }

    @Override
    public String toString() {
        return "UnwrappedDataKey[raw=<redacted>, keyId=" + keyId + "]";
    }
}
