package io.opensesame.internal.envelope.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.EncryptingOutputStream;
import io.opensesame.error.EnvelopeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What streams that encrypt do when they are closed, given up, or fail. */
class SealingStreamsTest {
    private static final int FRAME = 10;

    private final Messages messages = new Messages(AlgorithmSuite.AES_256_GCM);
    private final Sink sink = new Sink();

    @AfterEach
    void close() {
        messages.close();
    }

    @Test
    void close_again_writesNothingMore() throws IOException {
        EncryptingOutputStream out = encrypting(sink);
        out.write(Messages.bytes(25, 1));
        out.close();
        byte[] message = sink.bytes();

        out.close();

        assertThat(sink.bytes()).containsExactly(message);
        assertThat(messages.decrypt(message)).containsExactly(Messages.bytes(25, 1));
        assertThat(sink.closed).isEqualTo(1);
    }

    @Test
    void write_afterClose_throws() throws IOException {
        EncryptingOutputStream out = encrypting(sink);
        out.close();

        assertThatIOException().isThrownBy(() -> out.write(1)).withMessageContaining("closed");
        assertThatIOException().isThrownBy(out::flush).withMessageContaining("closed");
    }

    /** Twice the frame length: without looking ahead the second frame would not be the final one. */
    @Test
    void write_multipleOfFrameLength_keepsWhatMayBeTheFinalFrame() throws IOException {
        EncryptingOutputStream out = encrypting(sink);
        int header = sink.bytes().length;

        out.write(Messages.bytes(2 * FRAME, 1));
        out.flush();

        assertThat(sink.bytes().length - header).isEqualTo(FRAME + FrameCodec.OVERHEAD_BYTES);
        out.close();
        assertThat(sink.bytes().length - header).isEqualTo(2 * (FRAME + FrameCodec.OVERHEAD_BYTES));
        assertThat(messages.decrypt(sink.bytes())).containsExactly(Messages.bytes(2 * FRAME, 1));
    }

    @Test
    void abort_beforeClose_leavesNoWholeMessage() throws IOException {
        for (int length : new int[] {0, 5, FRAME, 25}) {
            Sink given = new Sink();
            EncryptingOutputStream out = encrypting(given);
            out.write(Messages.bytes(length, 1));

            out.abort();

            assertThatIOException().isThrownBy(() -> out.write(1)).withMessageContaining("given up");
            out.close();
            assertThat(given.closed).isEqualTo(1);
            assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> messages.decrypt(given.bytes()));
        }
    }

    /** As a watchdog does that finds the writer stuck. */
    @Test
    void abort_whileAFrameIsWritten_leavesNoWholeMessage() throws IOException {
        AtomicReference<Runnable> watchdog = new AtomicReference<>(() -> {});
        OutputStream slow = new FilterOutputStream(sink) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                super.write(bytes, offset, length);
                Objects.requireNonNull(watchdog.get()).run();
            }
        };
        EncryptingOutputStream stream = encrypting(slow);
        watchdog.set(stream::abort);

        stream.write(Messages.bytes(FRAME + 1, 1));
        stream.close();

        assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> messages.decrypt(sink.bytes()));
    }

    @Test
    void abort_afterClose_hasNoEffect() throws IOException {
        EncryptingOutputStream out = encrypting(sink);
        out.write(7);
        out.close();

        out.abort();
        out.close();

        assertThat(messages.decrypt(sink.bytes())).containsExactly(7);
    }

    @Test
    void write_failingAtAnyByte_neverLeavesAWholeMessage() throws IOException {
        byte[] plaintext = Messages.bytes(25, 1);
        int whole = messages.encrypt(plaintext, FRAME).length;
        for (int room = 0; room < whole; room++) {
            Sink small = new Sink();
            small.room = room;
            try (EncryptingOutputStream out = encrypting(small)) {
                out.write(plaintext, 0, 12);
                out.write(plaintext, 12, 13);
            } catch (IOException expected) {
                assertThat(expected).hasMessage("full");
            }
            small.room = Integer.MAX_VALUE;

            assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> messages.decrypt(small.bytes()));
        }
    }

    @Test
    void write_afterFailure_throwsAndCloseWritesNothing() throws IOException {
        EncryptingOutputStream out = encrypting(sink);
        sink.room = 0;
        assertThatIOException().isThrownBy(() -> out.write(new byte[25])).withMessage("full");
        sink.room = Integer.MAX_VALUE;
        int written = sink.bytes().length;

        assertThatIOException().isThrownBy(() -> out.write(1)).withMessageContaining("could not be written");
        out.close();

        assertThat(sink.bytes()).hasSize(written);
        assertThat(sink.closed).isEqualTo(1);
    }

    @Test
    void close_whileDataKeyIsWiped_endsTheMessage() throws IOException {
        Messages other = new Messages(AlgorithmSuite.AES_256_GCM);
        EncryptingOutputStream out = other.writer(FRAME).encrypting(sink, other.key, Messages.KEYS, Messages.CONTEXT);
        out.write(Messages.bytes(15, 1));

        other.close();
        out.write(Messages.bytes(15, 2));
        out.close();

        assertThat(messages.decrypt(sink.bytes()))
                .startsWith(Messages.bytes(15, 1))
                .hasSize(30);
    }

    @Test
    void encrypting_wipedDataKey_throwsBeforeAnythingIsWritten() {
        messages.key.close();

        assertThatIllegalStateException().isThrownBy(() -> encrypting(sink)).withMessageContaining("wiped");
        assertThat(sink.bytes()).isEmpty();
    }

    @Test
    void readingStream_whosePlaintextFails_neverEnds() throws IOException {
        InputStream failing = new InputStream() {
            private int left = 25;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("gone");
                }
                return 7;
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
        InputStream in = messages.writer(FRAME).encrypting(failing, messages.key, Messages.KEYS, Messages.CONTEXT);
        ByteArrayOutputStream message = new ByteArrayOutputStream();

        assertThatIOException().isThrownBy(() -> in.transferTo(message)).withMessage("gone");
        assertThatIOException().isThrownBy(in::read).withMessageContaining("could not be read");
        assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> messages.decrypt(message.toByteArray()));
        in.close();
        assertThatIOException().isThrownBy(in::read).withMessageContaining("closed");
    }

    @Test
    void readingStream_available_isWhatNeedsNoReading() throws IOException {
        InputStream plaintext = new ByteArrayInputStream(Messages.bytes(25, 1));
        try (InputStream in =
                messages.writer(FRAME).encrypting(plaintext, messages.key, Messages.KEYS, Messages.CONTEXT)) {
            int header = in.available();

            assertThat(in.readNBytes(header)).hasSize(header);
            assertThat(in.available()).isZero();
            assertThat(in.skip(4)).isEqualTo(4);
            assertThat(in.available()).isEqualTo(FRAME + FrameCipher.TAG_BYTES);
            assertThat(in.read(new byte[0])).isZero();
        }
    }

    /** An interruption closes channels of the JDK's kind; that must not end the message. */
    @Test
    void channel_writtenByInterruptedThread_isNotEndedByIt() throws IOException {
        WritableByteChannel channel = messages.writer(FRAME)
                .encrypting(Channels.newChannel(sink), messages.key, Messages.KEYS, Messages.CONTEXT);
        channel.write(ByteBuffer.wrap(Messages.bytes(25, 1)));
        Thread.currentThread().interrupt();
        try {
            channel.write(ByteBuffer.wrap(Messages.bytes(25, 1)));
        } catch (IOException byInterruption) {
            assertThat(byInterruption).isInstanceOf(ClosedChannelException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> messages.decrypt(sink.bytes()));
    }

    @Test
    void channel_afterClose_throws() throws IOException {
        WritableByteChannel channel = messages.writer(FRAME)
                .encrypting(Channels.newChannel(sink), messages.key, Messages.KEYS, Messages.CONTEXT);
        assertThat(channel.isOpen()).isTrue();
        channel.close();
        channel.close();

        assertThat(channel.isOpen()).isFalse();
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> channel.write(ByteBuffer.allocate(1)));
        assertThat(messages.decrypt(sink.bytes())).isEmpty();
    }

    private EncryptingOutputStream encrypting(OutputStream out) throws IOException {
        return messages.writer(FRAME).encrypting(out, messages.key, Messages.KEYS, Messages.CONTEXT);
    }

    /** Takes bytes until it is full, and counts how often it is closed. */
    private static final class Sink extends FilterOutputStream {
        private final ByteArrayOutputStream taken;
        private int room = Integer.MAX_VALUE;
        private int closed;

        Sink() {
            super(new ByteArrayOutputStream());
            taken = (ByteArrayOutputStream) out;
        }

        byte[] bytes() {
            return taken.toByteArray();
        }

        @Override
        public void write(int b) throws IOException {
            if (room == 0) {
                throw new IOException("full");
            }
            room--;
            taken.write(b);
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
