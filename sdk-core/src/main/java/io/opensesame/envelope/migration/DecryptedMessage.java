package io.opensesame.envelope.migration;

import io.opensesame.kms.crypto.EncryptionContext;

/** The plaintext of a message, and what it was bound to. */
public final class DecryptedMessage {
    private final byte[] plaintext;
    private final EncryptionContext context;
    private final String keyArn;

    DecryptedMessage(byte[] plaintext, EncryptionContext context, String keyArn) {
        this.plaintext = plaintext;
        this.context = context;
        this.keyArn = keyArn;
    }

    /** {@return the plaintext: the one array that this object holds; the caller may wipe it} */
    public byte[] exposePlaintext() {
        return plaintext;
    }

    /** {@return the encryption context, which is verified} */
    public EncryptionContext context() {
        return context;
    }

    /** {@return the ARN of the customer master key that opened the message, one of those that are allowed} */
    public String keyArn() {
        return keyArn;
    }

    /** Leaves the plaintext out. */
    @Override
    public String toString() {
        return "DecryptedMessage[plaintext=<redacted>, context=" + context + ", keyArn=" + keyArn + "]";
    }
}
