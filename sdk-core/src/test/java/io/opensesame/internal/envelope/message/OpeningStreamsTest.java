package io.opensesame.internal.envelope.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.DecryptingInputStream;
import io.opensesame.envelope.MessageHeader.WrappedKey;
import io.opensesame.error.EnvelopeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What streams that decrypt do before, at and after their end, and when reading fails. */
class OpeningStreamsTest {
    private static final int FRAME = 10;

    private final Messages messages = new Messages(AlgorithmSuite.AES_256_GCM);
    private final byte[] plaintext = Messages.bytes(25, 1);
    private final byte[] message = messages.encrypt(plaintext, FRAME);

    @AfterEach
    void close() {
        messages.close();
    }

    @Test
    void header_ofStream_saysWhatTheMessageSays() throws IOException {
        InputStream in = new ByteArrayInputStream(message);

        try (DecryptingInputStream stream =
                ParsedHeader.read(in).open(messages.key).decrypting(in)) {
            assertThat(stream.header().suite()).isEqualTo(AlgorithmSuite.AES_256_GCM);
            assertThat(stream.header().context()).isEqualTo(Messages.CONTEXT);
            assertThat(stream.header().frameLengthBytes()).isEqualTo(FRAME);
            assertThat(stream.header().wrappedKeys()).containsExactly(new WrappedKey("cn-hangzhou", "key-1"));
        }
    }

    @Test
    void available_withinAFrame_isWhatIsVerified() throws IOException {
        try (InputStream in = messages.decrypting(new ByteArrayInputStream(message))) {
            assertThat(in.available()).isZero();
            assertThat(in.read()).isEqualTo(plaintext[0] & 0xff);
            assertThat(in.available()).isEqualTo(FRAME - 1);
            assertThat(in.skip(20)).isEqualTo(20);
            assertThat(in.readAllBytes()).containsExactly(Arrays.copyOfRange(plaintext, 21, 25));
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.available()).isZero();
            assertThat(in.skip(1)).isZero();
        }
    }

    @Test
    void read_afterRefusal_isRefusedAgain() throws IOException {
        message[message.length - 1] ^= 1;
        InputStream in = messages.decrypting(new ByteArrayInputStream(message));
        assertThat(in.readNBytes(20)).containsExactly(Arrays.copyOf(plaintext, 20));

        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(EnvelopeException.class)
                    .isThrownBy(in::read)
                    .withMessageContaining("frame 2");
            assertThatExceptionOfType(EnvelopeException.class).isThrownBy(in::available);
        }
        in.close();
    }

    @Test
    void read_afterFailureToRead_failsAgainAndIsNoEnd() throws IOException {
        AtomicInteger left = new AtomicInteger(message.length - 3);
        InputStream failing = new InputStream() {
            private final InputStream all = new ByteArrayInputStream(message);

            @Override
            public int read() throws IOException {
                if (left.getAndDecrement() == 0) {
                    throw new IOException("gone");
                }
                return all.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                bytes[offset] = (byte) read();
                return 1;
            }
        };
        InputStream in = messages.decrypting(failing);
        assertThat(in.readNBytes(20)).hasSize(20);

        assertThatIOException().isThrownBy(in::read).withMessage("gone");
        assertThatIOException().isThrownBy(in::read).withMessageContaining("could not be read to its end");
        in.close();
    }

    @Test
    void finalFrame_thatSomethingFollows_isNotGivenOut() throws IOException {
        byte[] longer = Arrays.copyOf(message, message.length + 1);
        InputStream in = messages.decrypting(new ByteArrayInputStream(longer));
        assertThat(in.readNBytes(20)).hasSize(20);

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(in::read)
                .withMessageContaining("something follows its final frame");
        in.close();
    }

    @Test
    void close_beforeTheEnd_closesWhatIsBehindOnce() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        InputStream behind = new ByteArrayInputStream(message) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        InputStream in = messages.decrypting(behind);
        assertThat(in.read()).isNotNegative();

        in.close();
        in.close();

        assertThat(closed).hasValue(1);
        assertThatIOException().isThrownBy(in::read).withMessageContaining("closed");
        assertThatIOException().isThrownBy(in::available).withMessageContaining("closed");
    }

    @Test
    void read_afterDataKeyWasWiped_goesOn() throws IOException {
        InputStream in = messages.decrypting(new ByteArrayInputStream(message));
        messages.close();

        assertThat(in.readAllBytes()).containsExactly(plaintext);
        in.close();
    }

    @Test
    void openedMessage_decryptedTwice_throws() {
        ByteBuffer buffer = ByteBuffer.wrap(message);
        OpenedMessage opened = ParsedHeader.read(buffer).open(messages.key);
        ByteBuffer again = buffer.duplicate();
        assertThat(opened.decrypt(buffer)).containsExactly(plaintext);

        assertThatIllegalStateException().isThrownBy(() -> opened.decrypt(again));
    }

    @Test
    void decrypt_refused_leavesTheBufferWhereItWas() {
        message[message.length - 1] ^= 1;
        ByteBuffer buffer = ByteBuffer.wrap(message);
        OpenedMessage opened = ParsedHeader.read(buffer).open(messages.key);
        int body = buffer.position();

        assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> opened.decrypt(buffer));

        assertThat(buffer.position()).isEqualTo(body);
    }

    @Test
    void channel_toItsEndAndClosed_behavesAsChannelsDo() throws IOException {
        InputStream in = new ByteArrayInputStream(message);
        ReadableByteChannel channel = ParsedHeader.read(in).open(messages.key).decryptingChannel(in);
        ByteBuffer buffer = ByteBuffer.allocate(100);

        assertThat(channel.read(ByteBuffer.allocate(0))).isZero();
        assertThat(channel.read(buffer)).isEqualTo(FRAME);
        assertThat(channel.read(buffer)).isEqualTo(FRAME);
        assertThat(channel.read(buffer)).isEqualTo(5);
        assertThat(channel.read(buffer)).isEqualTo(-1);
        assertThat(Arrays.copyOf(buffer.array(), 25)).containsExactly(plaintext);
        assertThat(channel.isOpen()).isTrue();
        channel.close();
        channel.close();
        assertThat(channel.isOpen()).isFalse();
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> channel.read(buffer));
    }
}
