package io.opensesame.internal.envelope.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.error.EnvelopeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes messages in every way that a single byte can be changed, and in some that take more. */
class TamperingTest {
    private static final int FRAME = 16;
    private static final int WHOLE_FRAME = FRAME + FrameCodec.OVERHEAD_BYTES;
    private static final byte[] PLAINTEXT = Messages.bytes(3 * FRAME + 5, 3);

    @ParameterizedTest
    @EnumSource
    void anySingleBit_flipped_isRefused(AlgorithmSuite suite) throws IOException {
        try (Messages messages = new Messages(suite)) {
            byte[] message = messages.encrypt(PLAINTEXT, FRAME);
            for (int bit = 0; bit < message.length * Byte.SIZE; bit++) {
                byte[] changed = message.clone();
                changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                requireRefused(messages, changed, "bit " + bit);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anySingleByte_droppedOrDoubledOrPutIn_isRefused(AlgorithmSuite suite) throws IOException {
        try (Messages messages = new Messages(suite)) {
            byte[] message = messages.encrypt(PLAINTEXT, FRAME);
            for (int at = 0; at < message.length; at++) {
                requireRefused(messages, spliced(message, at, 1), "dropped " + at);
                requireRefused(messages, spliced(message, at, 0, message[at]), "doubled " + at);
                requireRefused(messages, spliced(message, at, 0, (byte) 0), "zero before " + at);
            }
            for (int value = 0; value < 256; value++) {
                requireRefused(messages, spliced(message, message.length, 0, (byte) value), "appended " + value);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void message_cutOffAnywhere_isRefused(AlgorithmSuite suite) throws IOException {
        try (Messages messages = new Messages(suite)) {
            byte[] message = messages.encrypt(PLAINTEXT, FRAME);
            for (int length = 0; length < message.length; length++) {
                requireRefused(messages, Arrays.copyOf(message, length), "cut to " + length);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void frames_movedOrRepeatedOrLeftOut_areRefused(AlgorithmSuite suite) throws IOException {
        try (Messages messages = new Messages(suite)) {
            byte[] message = messages.encrypt(PLAINTEXT, FRAME);
            int body = message.length - 3 * WHOLE_FRAME - 5 - FrameCodec.OVERHEAD_BYTES;
            byte[] first = Arrays.copyOfRange(message, body, body + WHOLE_FRAME);
            byte[] second = Arrays.copyOfRange(message, body + WHOLE_FRAME, body + 2 * WHOLE_FRAME);

            byte[] exchanged = message.clone();
            System.arraycopy(second, 0, exchanged, body, WHOLE_FRAME);
            System.arraycopy(first, 0, exchanged, body + WHOLE_FRAME, WHOLE_FRAME);
            requireRefused(messages, exchanged, "exchanged");
            requireRefused(messages, spliced(message, body, 0, first), "repeated");
            requireRefused(messages, spliced(message, body, WHOLE_FRAME), "first left out");
            requireRefused(messages, spliced(message, body + WHOLE_FRAME, WHOLE_FRAME), "second left out");
        }
    }

    @ParameterizedTest
    @EnumSource
    void frames_ofAnotherMessageUnderTheSameKey_areRefused(AlgorithmSuite suite) throws IOException {
        try (Messages messages = new Messages(suite)) {
            byte[] message = messages.encrypt(PLAINTEXT, FRAME);
            byte[] other = messages.encrypt(PLAINTEXT, FRAME);
            int body = message.length - 3 * WHOLE_FRAME - 5 - FrameCodec.OVERHEAD_BYTES;

            for (int frame = 0; frame < 4; frame++) {
                int start = body + frame * WHOLE_FRAME;
                int end = Math.min(start + WHOLE_FRAME, message.length);
                byte[] mixed = message.clone();
                System.arraycopy(other, start, mixed, start, end - start);
                requireRefused(messages, mixed, "frame " + frame);
            }
        }
    }

    /** A frame that ends where the plaintext ends is still not taken for the final one. */
    @ParameterizedTest
    @EnumSource
    void finalBit_setOnAnEarlierFrame_isRefused(AlgorithmSuite suite) throws IOException {
        try (Messages messages = new Messages(suite)) {
            byte[] message = messages.encrypt(PLAINTEXT, FRAME);
            int body = message.length - 3 * WHOLE_FRAME - 5 - FrameCodec.OVERHEAD_BYTES;
            byte[] cut = Arrays.copyOf(message, body + 2 * WHOLE_FRAME);
            cut[body + WHOLE_FRAME] |= (byte) 0x80;

            requireRefused(messages, cut, "cut after the second frame");
        }
    }

    @ParameterizedTest
    @EnumSource
    void message_underAnotherDataKey_isRefused(AlgorithmSuite suite) {
        try (Messages messages = new Messages(suite);
                DataKey other = DataKey.of(suite, Messages.bytes(32, 99), messages.ciphers)) {
            ParsedHeader header = ParsedHeader.read(ByteBuffer.wrap(messages.encrypt(PLAINTEXT, FRAME)));

            assertThatExceptionOfType(EnvelopeException.class)
                    .isThrownBy(() -> header.open(other))
                    .withMessageContaining("does not commit to the data key");
        }
    }

    @Property(tries = 300)
    void largerMessage_withAnyBitFlipped_isRefused(
            @ForAll AlgorithmSuite suite, @ForAll @IntRange(max = 9_000) int length, @ForAll int seed)
            throws IOException {
        try (Messages messages = new Messages(suite)) {
            byte[] plaintext = Messages.bytes(length, seed);
            byte[] message = messages.encrypt(plaintext, 1_000);
            int bit = Math.floorMod(seed, message.length * Byte.SIZE);
            message[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

            requireRefused(messages, message, plaintext, 1_000, "bit " + bit);
        }
    }

    @Property(tries = 300)
    void largerMessage_withAnyPieceMoved_isRefused(
            @ForAll AlgorithmSuite suite,
            @ForAll @IntRange(max = 9_000) int length,
            @ForAll @IntRange(min = 1, max = 1_100) int piece,
            @ForAll int seed)
            throws IOException {
        try (Messages messages = new Messages(suite)) {
            byte[] plaintext = Messages.bytes(length, seed);
            byte[] message = messages.encrypt(plaintext, 1_000);
            int count = Math.min(piece, message.length);
            int from = Math.floorMod(seed, message.length - count + 1);
            int to = Math.floorMod(seed * 31, message.length - count + 1);
            byte[] moved = Arrays.copyOfRange(message, from, from + count);
            byte[] changed = spliced(spliced(message, from, count), to, 0, moved);

            if (!Arrays.equals(changed, message)) {
                requireRefused(messages, changed, plaintext, 1_000, "moved " + count + " from " + from + " to " + to);
            }
        }
    }

    private static void requireRefused(Messages messages, byte[] changed, String what) throws IOException {
        requireRefused(messages, changed, PLAINTEXT, FRAME, what);
    }

    /**
     * In one piece there is no plaintext at all; a stream gives out whole verified frames from the beginning at most.
     */
    private static void requireRefused(
            Messages messages, byte[] changed, byte[] plaintext, int frameLengthBytes, String what) throws IOException {
        try {
            messages.decrypt(changed);
            fail("decrypted: " + what);
        } catch (EnvelopeException expected) {
            assertThat(expected).as(what).hasMessageContaining("; ");
        }
        ByteArrayOutputStream given = new ByteArrayOutputStream();
        try {
            messages.decryptInto(given, changed);
            fail("decrypted as a stream: " + what);
        } catch (EnvelopeException expected) {
            assertThat(given.size() % frameLengthBytes).as(what).isZero();
            assertThat(given.toByteArray()).as(what).containsExactly(Arrays.copyOf(plaintext, given.size()));
            assertThat(given.size() < plaintext.length || plaintext.length == 0)
                    .as(what)
                    .isTrue();
        }
    }

    /** Takes bytes away at a place, and puts others there. */
    private static byte[] spliced(byte[] message, int at, int without, byte... with) {
        byte[] changed = new byte[message.length - without + with.length];
        System.arraycopy(message, 0, changed, 0, at);
        System.arraycopy(with, 0, changed, at, with.length);
        System.arraycopy(message, at + without, changed, at + with.length, message.length - at - without);
        return changed;
    }
}
