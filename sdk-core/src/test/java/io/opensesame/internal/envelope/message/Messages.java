package io.opensesame.internal.envelope.message;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.MessageContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;

/** A data key, and messages under it. */
final class Messages implements AutoCloseable {
    static final MessageContext CONTEXT = MessageContext.of("table", "orders").withMessagePair("id", "4711");
    static final List<EncryptedDataKey> KEYS = List.of(new EncryptedDataKey("cn-hangzhou", "key-1", bytes(48, 1)));

    final CipherPool ciphers = new CipherPool();
    final DataKey key;
    private final SecureRandom random = new SecureRandom();

    Messages(AlgorithmSuite suite) {
        key = DataKey.of(suite, bytes(DataKey.LENGTH_BYTES, 2), ciphers);
    }

    /** Bytes that look random, the same for the same seed. */
    static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    MessageWriter writer(int frameLengthBytes) {
        return new MessageWriter(random, frameLengthBytes);
    }

    byte[] encrypt(byte[] plaintext, int frameLengthBytes) {
        return writer(frameLengthBytes).encrypt(key, KEYS, plaintext, CONTEXT);
    }

    /** Opens a message as who has the raw data key does: under the suite that the header names. */
    private OpenedMessage open(ParsedHeader header) {
        if (header.suite() == key.suite()) {
            return header.open(key);
        }
        try (DataKey ofItsSuite = DataKey.of(header.suite(), key.exposeRaw(), ciphers)) {
            return header.open(ofItsSuite);
        }
    }

    byte[] decrypt(byte[] message) {
        ByteBuffer buffer = ByteBuffer.wrap(message);
        return open(ParsedHeader.read(buffer)).decrypt(buffer);
    }

    InputStream decrypting(InputStream message) throws IOException {
        return open(ParsedHeader.read(message)).decrypting(message);
    }

    /** Decrypts as a stream, and keeps what came out before a failure. */
    void decryptInto(ByteArrayOutputStream given, byte[] message) throws IOException {
        try (InputStream plaintext = decrypting(new ByteArrayInputStream(message))) {
            plaintext.transferTo(given);
        }
    }

    @Override
    public void close() {
        key.close();
        ciphers.close();
    }
}
