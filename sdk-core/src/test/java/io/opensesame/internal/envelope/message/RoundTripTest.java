package io.opensesame.internal.envelope.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.EncryptingOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Writes messages in every way there is, and reads them in every other. */
class RoundTripTest {
    enum Writer {
        BYTES,
        BUFFER,
        DIRECT_BUFFER,
        OUTPUT_STREAM,
        INPUT_STREAM,
        CHANNEL
    }

    enum Reader {
        BYTES,
        DIRECT_BUFFER,
        READ_ONLY_BUFFER,
        STREAM,
        CHANNEL
    }

    @Property(tries = 1_000)
    void message_writtenAndReadInAnyWay_isTheSame(
            @ForAll AlgorithmSuite suite,
            @ForAll Writer writer,
            @ForAll Reader reader,
            @ForAll("frameLengths") int frameLength,
            @ForAll @IntRange(max = 700) int length,
            @ForAll int seed)
            throws IOException {
        byte[] plaintext = Messages.bytes(length, seed);
        try (Messages messages = new Messages(suite)) {
            byte[] message = write(messages, writer, plaintext, frameLength, new Random(seed));

            assertThat(read(messages, reader, message, new Random(seed))).containsExactly(plaintext);
            assertThat(message).hasSameSizeAs(messages.encrypt(plaintext, frameLength));
        }
    }

    @Provide
    Arbitrary<Integer> frameLengths() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(1, 40)),
                Tuple.of(1, Arbitraries.integers().between(41, 1 << 20)));
    }

    private static byte[] write(Messages messages, Writer writer, byte[] plaintext, int frameLength, Random random)
            throws IOException {
        MessageWriter writing = messages.writer(frameLength);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        switch (writer) {
            case BYTES -> message.write(messages.encrypt(plaintext, frameLength));
            case BUFFER ->
                message.write(encrypt(messages, writing, ByteBuffer.allocate(plaintext.length + 7), plaintext));
            case DIRECT_BUFFER ->
                message.write(encrypt(messages, writing, ByteBuffer.allocateDirect(plaintext.length + 7), plaintext));
            case OUTPUT_STREAM -> {
                try (EncryptingOutputStream out =
                        writing.encrypting(message, messages.key, Messages.KEYS, Messages.CONTEXT)) {
                    writeInPieces(out, plaintext, random);
                }
            }
            case INPUT_STREAM -> {
                InputStream trickle = trickling(plaintext);
                try (InputStream in = writing.encrypting(trickle, messages.key, Messages.KEYS, Messages.CONTEXT)) {
                    readInPieces(in, message, random);
                }
            }
            case CHANNEL -> {
                try (WritableByteChannel channel = writing.encrypting(
                        Channels.newChannel(message), messages.key, Messages.KEYS, Messages.CONTEXT)) {
                    for (int at = 0; at < plaintext.length; ) {
                        int count = Math.min(1 + random.nextInt(100), plaintext.length - at);
                        ByteBuffer piece = random.nextBoolean()
                                ? ByteBuffer.wrap(plaintext, at, count)
                                : ByteBuffer.wrap(plaintext, at, count).asReadOnlyBuffer();
                        assertThat(channel.write(piece)).isEqualTo(count);
                        assertThat(piece.hasRemaining()).isFalse();
                        at += count;
                    }
                }
            }
        }
        return message.toByteArray();
    }

    /** Encrypts a part of a buffer that has something before and after it. */
    private static byte[] encrypt(Messages messages, MessageWriter writer, ByteBuffer buffer, byte[] plaintext) {
        ByteBuffer part = buffer.position(3).slice().put(plaintext).flip();

        ByteBuffer message = writer.encrypt(messages.key, Messages.KEYS, part, Messages.CONTEXT);

        assertThat(part.remaining()).isZero();
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        return bytes;
    }

    private static void writeInPieces(EncryptingOutputStream out, byte[] plaintext, Random random) throws IOException {
        for (int at = 0; at < plaintext.length; ) {
            int count = Math.min(random.nextInt(100), plaintext.length - at);
            if (count == 1) {
                out.write(plaintext[at]);
            } else {
                out.write(plaintext, at, count);
            }
            out.flush();
            at += count;
        }
    }

    private static byte[] read(Messages messages, Reader reader, byte[] message, Random random) throws IOException {
        ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
        switch (reader) {
            case BYTES -> plaintext.write(messages.decrypt(message));
            case DIRECT_BUFFER ->
                plaintext.write(decrypt(
                        messages,
                        ByteBuffer.allocateDirect(message.length).put(message).flip()));
            case READ_ONLY_BUFFER ->
                plaintext.write(decrypt(messages, ByteBuffer.wrap(message).asReadOnlyBuffer()));
            case STREAM -> {
                try (InputStream in = messages.decrypting(trickling(message))) {
                    readInPieces(in, plaintext, random);
                }
            }
            case CHANNEL -> {
                InputStream in = trickling(message);
                try (ReadableByteChannel channel =
                        ParsedHeader.read(in).open(messages.key).decryptingChannel(in)) {
                    ByteBuffer piece = ByteBuffer.allocateDirect(1 + random.nextInt(100));
                    while (channel.read(piece) >= 0) {
                        piece.flip();
                        while (piece.hasRemaining()) {
                            plaintext.write(piece.get());
                        }
                        piece.clear();
                    }
                }
            }
        }
        return plaintext.toByteArray();
    }

    private static byte[] decrypt(Messages messages, ByteBuffer message) {
        byte[] plaintext = ParsedHeader.read(message).open(messages.key).decrypt(message);
        assertThat(message.hasRemaining()).isFalse();
        return plaintext;
    }

    private static void readInPieces(InputStream in, ByteArrayOutputStream to, Random random) throws IOException {
        byte[] piece = new byte[100];
        int count;
        while (true) {
            if (random.nextBoolean()) {
                int one = in.read();
                if (one < 0) {
                    return;
                }
                to.write(one);
            } else {
                count = in.read(piece, 0, random.nextInt(piece.length));
                if (count < 0) {
                    return;
                }
                to.write(piece, 0, count);
            }
        }
    }

    /** A stream that never reads more than a byte at a time. */
    private static InputStream trickling(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                return super.read(to, offset, Math.min(1, length));
            }
        };
    }
}
