package io.opensesame.benchmarks.envelope;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.EnvelopeOptions;
import io.opensesame.envelope.MessageContext;
import io.opensesame.internal.envelope.message.CipherPool;
import io.opensesame.internal.envelope.message.DataKey;
import io.opensesame.internal.envelope.message.EncryptedDataKey;
import io.opensesame.internal.envelope.message.MessageWriter;
import io.opensesame.internal.envelope.message.ParsedHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;

/** OpenSesame's messages under a data key that is held: all but the look-up of the data key. */
final class OpenSesameContender implements Contender {
    private static final MessageContext CONTEXT = MessageContext.of(Workload.CONTEXT);
    private static final List<EncryptedDataKey> KEYS =
            List.of(new EncryptedDataKey("cn-hangzhou", "key-hzz0example0000000000", new byte[150]));

    private final DataKey key;
    private final MessageWriter writer;

    OpenSesameContender(AlgorithmSuite suite) {
        int frameLength = EnvelopeOptions.encryptingWith("key").frameLengthBytes();
        key = DataKey.of(suite, new byte[DataKey.LENGTH_BYTES], new CipherPool());
        writer = new MessageWriter(new SecureRandom(), frameLength);
    }

    @Override
    public byte[] encrypt(byte[] plaintext) {
        return writer.encrypt(key, KEYS, plaintext, CONTEXT);
    }

    @Override
    public byte[] decrypt(byte[] message) {
        ByteBuffer buffer = ByteBuffer.wrap(message);
        return ParsedHeader.read(buffer).open(key).decrypt(buffer);
    }

    @Override
    public void encrypt(InputStream plaintext, OutputStream message) throws IOException {
        try (OutputStream out = writer.encrypting(message, key, KEYS, CONTEXT)) {
            plaintext.transferTo(out);
        }
    }

    @Override
    public void decrypt(InputStream message, OutputStream plaintext) throws IOException {
        try (InputStream in = ParsedHeader.read(message).open(key).decrypting(message)) {
            in.transferTo(plaintext);
        }
    }
}
