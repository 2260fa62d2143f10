package io.opensesame.envelope.field;

import io.opensesame.error.EnvelopeException;

/** A decrypted value, and the record that it belongs to, which is not yet held against the one it was read from. */
public final class OpenedField {
    private final byte[] plaintext;
    private final String recordId;
    private final String field;

    OpenedField(byte[] plaintext, String recordId, String field) {
        this.plaintext = plaintext;
        this.recordId = recordId;
        this.field = field;
    }

    /** {@return the plaintext: the one array that this object holds; the caller may wipe it} */
    public byte[] exposePlaintext() {
        return plaintext;
    }

    /** {@return the id of the record that the value belongs to, which is verified} */
    public String recordId() {
        return recordId;
    }

    /**
     * Refuses the value if it belongs to another record.
     *
     * @param actualId the id of the record that the value was read from
     * @throws EnvelopeException if the value was encrypted for another record
     */
    public void requireRecord(String actualId) {
        if (!recordId.equals(actualId)) {
            throw new EnvelopeException("the value of the field " + field + " in the record '" + actualId
                    + "' was encrypted for the record '" + recordId + "'; see who moved it");
        }
    }

    /** Leaves the plaintext out. */
    @Override
    public String toString() {
        return "OpenedField[plaintext=<redacted>, recordId=" + recordId + "]";
    }
}
