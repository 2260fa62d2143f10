package io.opensesame.internal.verification;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Reads messages of any length in constant memory. */
public final class Messages {
    private static final int BUFFER_BYTES = 8_192;

    private Messages() {}

    /** What takes the pieces of a message. */
    interface Sink<E extends Exception> {
        void update(byte[] buffer, int offset, int length) throws E;
    }

    static <E extends Exception> void read(InputStream message, Sink<E> sink) throws IOException, E {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int length = message.read(buffer); length >= 0; length = message.read(buffer)) {
            sink.update(buffer, 0, length);
        }
    }

    /** Returns the SHA-256 of a message, which is read to its end. */
    public static byte[] sha256(InputStream message) throws IOException {
        MessageDigest digest = newSha256();
        read(message, digest::update);
        return digest.digest();
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
