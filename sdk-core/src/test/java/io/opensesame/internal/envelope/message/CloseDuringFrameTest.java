package io.opensesame.internal.envelope.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.EncryptingOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens when another thread closes a stream, as to end a read that hangs, while a frame is under way. */
class CloseDuringFrameTest {
    private final Messages messages = new Messages(AlgorithmSuite.AES_256_GCM);

    @AfterEach
    void close() {
        messages.close();
    }

    @Test
    void close_whileAFrameIsEncrypted_leavesItItsKey() throws Exception {
        SlowCipher cipher = new SlowCipher();
        EncryptingOutputStream out = messages.writer(10)
                .encrypting(new ByteArrayOutputStream(), poolWith(cipher), Messages.KEYS, Messages.CONTEXT);
        cipher.meanwhile = new Thread(() -> closed(out));

        out.write(Messages.bytes(11, 1));
        cipher.meanwhile.join();

        assertThat(cipher.keyAfterwards).isEqualTo(cipher.keyBefore);
    }

    @Test
    void close_whileAFrameIsDecrypted_leavesItItsKey() throws Exception {
        byte[] message = messages.encrypt(Messages.bytes(11, 1), 10);
        SlowCipher cipher = new SlowCipher();
        ParsedHeader header = ParsedHeader.read(new ByteArrayInputStream(message));
        InputStream body = new ByteArrayInputStream(message);
        ParsedHeader.read(body);
        InputStream in = header.open(poolWith(cipher)).decrypting(body);
        cipher.meanwhile = new Thread(() -> closed(in));

        in.read();
        cipher.meanwhile.join();

        assertThat(cipher.keyAfterwards).isEqualTo(cipher.keyBefore);
    }

    /** The same data key, whose next message gets this cipher. */
    private DataKey poolWith(FrameCipher cipher) {
        CipherPool ciphers = new CipherPool();
        ciphers.give(SuiteSpec.AES_256_GCM, cipher);
        return DataKey.of(AlgorithmSuite.AES_256_GCM, messages.key.exposeRaw(), ciphers);
    }

    private static void closed(AutoCloseable stream) {
        try {
            stream.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Lets another thread get as far as it can in the middle of a frame. */
    private static final class SlowCipher implements FrameCipher {
        private final FrameCipher cipher = new AesFrameCipher();
        private Thread meanwhile = new Thread();
        private byte[] keyBefore = {};
        private byte[] keyAfterwards = {};

        private void dawdle(FrameKey key) {
            keyBefore = key.getEncoded();
            meanwhile.start();
            await().until(() ->
                    meanwhile.getState() == Thread.State.BLOCKED || meanwhile.getState() == Thread.State.TERMINATED);
            keyAfterwards = key.getEncoded();
        }

        @Override
        public void encrypt(
                FrameKey key, byte[] nonce, byte[] associated, byte[] in, int at, int length, byte[] out, int to) {
            dawdle(key);
            cipher.encrypt(key, nonce, associated, in, at, length, out, to);
        }

        @Override
        public boolean decrypt(
                FrameKey key, byte[] nonce, byte[] associated, byte[] in, int at, int length, byte[] out, int to) {
            dawdle(key);
            return cipher.decrypt(key, nonce, associated, in, at, length, out, to);
        }
    }
}
