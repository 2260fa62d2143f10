package io.opensesame.internal.envelope.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.MessageContext;
import io.opensesame.error.EnvelopeException;
import io.opensesame.kms.crypto.EncryptionContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What headers are read, what is refused, and that refusing is cheap. */
class ParsedHeaderTest {
    private static final int FRAME_LENGTH_AT = 38;
    private static final int CONTEXT_AT = 74;

    private final Messages messages = new Messages(AlgorithmSuite.AES_256_GCM);

    @AfterEach
    void close() {
        messages.close();
    }

    @Test
    void read_fromStream_readsTheHeaderAlone() throws IOException {
        byte[] message = messages.encrypt(Messages.bytes(10, 1), 16);
        InputStream in = new ByteArrayInputStream(message);
        ByteBuffer buffer = ByteBuffer.wrap(message);

        ParsedHeader.read(in);
        ParsedHeader.read(buffer);

        assertThat(in.available()).isEqualTo(10 + FrameCodec.OVERHEAD_BYTES).isEqualTo(buffer.remaining());
    }

    @Test
    void read_refused_leavesTheBufferWhereItWas() {
        ByteBuffer buffer =
                ByteBuffer.wrap("no message".getBytes(StandardCharsets.UTF_8)).position(2);

        refused(buffer, "does not begin with 'OSE'");

        assertThat(buffer.position()).isEqualTo(2);
    }

    @Test
    void read_ofNewerVersion_saysSo() {
        refused(changed(3, 2), "version 2");
    }

    @Test
    void read_unknownSuite_namesIt() {
        refused(changed(5, 9), "suite, 0009,");
    }

    @Test
    void read_frameLengthOutOfRange_isRefused() {
        refused(withFrameLength(0), "frame length is not from 1 to 1048576: 0");
        refused(withFrameLength((1 << 20) + 1), "1048577");
        refused(withFrameLength(-1), "4294967295");
    }

    @Test
    void read_contextNotInOrderOrTwice_isRefused() {
        refused(withContext("b", "", "a", ""), "order of bytes");
        refused(withContext("a", "", "a", ""), "comes twice");
        refused(withContext("", ""), "is empty");
        assertThat(ParsedHeader.read(withContext("a", "", "b", "")).context().pairs())
                .containsOnlyKeys("a", "b");
    }

    @Test
    void read_nameInBothPartsOfTheContext_isRefused() {
        ByteBuffer message = header(out -> {
            pairs(out, "a", "1");
            pairs(out, "a", "1");
        });

        refused(message, "context");
    }

    @Test
    void read_textThatIsNotUtf8_isRefused() {
        ByteBuffer message = header(out -> {
            out.u16(1);
            out.sized(new byte[] {(byte) 0xc3, 0x28});
            out.sized(new byte[0]);
            out.u16(0);
        });

        refused(message, "not UTF-8");
    }

    @Test
    void read_overlongFormOfATextThatUtf8Has_isRefused() {
        ByteBuffer message = header(out -> {
            out.u16(1);
            out.sized(new byte[] {(byte) 0xc1, (byte) 0x81});
            out.sized(new byte[0]);
            out.u16(0);
        });

        refused(message, "not UTF-8");
    }

    @Test
    void read_numberOfEncryptedDataKeysOutOfRange_isRefused() {
        refused(header(out -> noContextAnd(out, 0)), "claims 0 encrypted data keys");
        refused(header(out -> noContextAnd(out, 17)), "claims 17 encrypted data keys");
    }

    @Test
    void read_encryptedDataKeyOutOfRange_isRefused() {
        refused(withKey(256, 1, 1), "region");
        refused(withKey(1, 256, 1), "key id");
        refused(withKey(1, 1, 0), "ciphertext");
        refused(withKey(1, 1, 8_193), "ciphertext");
        assertThat(ParsedHeader.read(withKey(255, 255, 8_192)).encryptedDataKeys())
                .hasSize(1);
    }

    @Test
    void read_largestContext_comesBack() {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            pairs.put("n" + i, "\u8d22");
        }
        MessageContext context =
                MessageContext.of(EncryptionContext.of("table", "orders")).withMessagePairs(pairs);
        byte[] message = messages.writer(16).encrypt(messages.key, Messages.KEYS, new byte[] {1}, context);

        assertThat(ParsedHeader.read(ByteBuffer.wrap(message)).context()).isEqualTo(context);
    }

    @Property(tries = 500)
    void context_ofAnyPairs_comesBack(
            @ForAll @Size(max = 8) Map<String, String> shared, @ForAll @Size(max = 8) Map<String, String> own) {
        Map<String, String> both = new HashMap<>(own);
        both.keySet().removeAll(shared.keySet());
        MessageContext context;
        try {
            context = MessageContext.of(shared).withMessagePairs(both);
        } catch (IllegalArgumentException noContext) {
            return;
        }
        try (Messages any = new Messages(AlgorithmSuite.AES_256_GCM)) {
            byte[] message = any.writer(16).encrypt(any.key, Messages.KEYS, new byte[] {1}, context);

            assertThat(ParsedHeader.read(ByteBuffer.wrap(message)).context()).isEqualTo(context);
        }
    }

    @Property(tries = 2_000)
    void read_randomBytesAfterTheMagic_areRefusedOrParsed(@ForAll @Size(max = 400) byte[] garbage) throws IOException {
        byte[] bytes = new byte[6 + garbage.length];
        System.arraycopy(new byte[] {0x4f, 0x53, 0x45, 1, 0, 1}, 0, bytes, 0, 6);
        System.arraycopy(garbage, 0, bytes, 6, garbage.length);

        assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> ParsedHeader.read(ByteBuffer.wrap(bytes)));
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> ParsedHeader.read(new ByteArrayInputStream(bytes)));
    }

    /** Every length claims as much as its field can hold, and nothing follows. */
    @Test
    void read_hugeClaims_allocatesLittle() {
        List<byte[]> claims = List.of(
                bytes(header(out -> out.u16(0xffff))),
                bytes(header(out -> {
                    out.u16(0xffff);
                    out.u16(0xffff);
                })),
                bytes(header(out -> {
                    noContextAnd(out, 16);
                    out.u16(0xffff);
                })));
        for (byte[] claim : claims) {
            Measuring in = new Measuring(claim);
            assertThatExceptionOfType(EnvelopeException.class).isThrownBy(() -> ParsedHeader.read(in));
            assertThat(in.longestArray).isLessThan(32 << 10);
        }
    }

    @Test
    void open_frameLengthOfOneMebibyte_allocatesWhatTheMessageHas() throws IOException {
        Measuring in = new Measuring(messages.encrypt(new byte[] {1, 2, 3}, 1 << 20));

        assertThat(messages.decrypting(in).readAllBytes()).containsExactly(1, 2, 3);

        assertThat(in.longestArray).isLessThan(1 << 10);
    }

    @Test
    void open_dataKeyOfAnotherSuite_isTheCallersMistake() {
        ParsedHeader header = ParsedHeader.read(ByteBuffer.wrap(messages.encrypt(new byte[1], 16)));
        DataKey other = DataKey.of(AlgorithmSuite.SM4_GCM, messages.key.exposeRaw(), messages.ciphers);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> header.open(other))
                .withMessageContaining("SM4_GCM")
                .withMessageContaining("AES_256_GCM");
    }

    @Test
    void rewrapped_otherKeys_opensWithTheSameBody() {
        byte[] message = messages.encrypt(Messages.bytes(40, 1), 16);
        ByteBuffer buffer = ByteBuffer.wrap(message);
        ParsedHeader header = ParsedHeader.read(buffer);
        List<EncryptedDataKey> others = List.of(
                new EncryptedDataKey("cn-beijing", "key-2", Messages.bytes(99, 8)),
                new EncryptedDataKey("", "key-3", Messages.bytes(9, 9)));

        byte[] newHeader = header.rewrapped(messages.key, others);

        byte[] rewrapped = new byte[newHeader.length + buffer.remaining()];
        System.arraycopy(newHeader, 0, rewrapped, 0, newHeader.length);
        buffer.get(rewrapped, newHeader.length, buffer.remaining());
        assertThat(messages.decrypt(rewrapped)).containsExactly(Messages.bytes(40, 1));
        ParsedHeader again = ParsedHeader.read(ByteBuffer.wrap(rewrapped));
        assertThat(again.encryptedDataKeys()).isEqualTo(others);
        assertThat(again.context()).isEqualTo(header.context());
    }

    @Test
    void rewrapped_changedHeader_isRefusedFirst() {
        byte[] message = messages.encrypt(new byte[1], 16);
        message[CONTEXT_AT + 5] ^= 1;
        ParsedHeader header = ParsedHeader.read(ByteBuffer.wrap(message));

        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> header.rewrapped(messages.key, Messages.KEYS))
                .withMessageContaining("header was changed");
    }

    @Test
    void rewrapped_noKeysOrTooMany_isTheCallersMistake() {
        ParsedHeader header = ParsedHeader.read(ByteBuffer.wrap(messages.encrypt(new byte[1], 16)));

        assertThatIllegalArgumentException().isThrownBy(() -> header.rewrapped(messages.key, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> header.rewrapped(messages.key, Collections.nCopies(17, Messages.KEYS.get(0))))
                .withMessageContaining("17");
    }

    /** Tells how long an array was allocated to read into. */
    private static final class Measuring extends ByteArrayInputStream {
        private int longestArray;

        Measuring(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) {
            longestArray = Math.max(longestArray, bytes.length);
            return super.read(bytes, offset, length);
        }

        @Override
        public synchronized int readNBytes(byte[] bytes, int offset, int length) {
            longestArray = Math.max(longestArray, bytes.length);
            return super.readNBytes(bytes, offset, length);
        }
    }

    private static void refused(ByteBuffer message, String why) {
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> ParsedHeader.read(message))
                .withMessageContaining(why);
    }

    private ByteBuffer changed(int at, int value) {
        byte[] message = messages.encrypt(new byte[1], 16);
        message[at] = (byte) value;
        return ByteBuffer.wrap(message);
    }

    private ByteBuffer withFrameLength(int length) {
        return ByteBuffer.wrap(messages.encrypt(new byte[1], 16)).putInt(FRAME_LENGTH_AT, length);
    }

    private static ByteBuffer withContext(String... pairs) {
        return header(out -> {
            pairs(out, pairs);
            out.u16(0);
            oneKey(out, 1, 1, 1);
        });
    }

    private static ByteBuffer withKey(int regionBytes, int keyIdBytes, int ciphertextBytes) {
        return header(out -> {
            out.u16(0);
            out.u16(0);
            oneKey(out, regionBytes, keyIdBytes, ciphertextBytes);
        });
    }

    private static void noContextAnd(HeaderOutput out, int keys) {
        out.u16(0);
        out.u16(0);
        out.u8(keys);
    }

    private static void oneKey(HeaderOutput out, int regionBytes, int keyIdBytes, int ciphertextBytes) {
        out.u8(1);
        out.sized("r".repeat(regionBytes).getBytes(StandardCharsets.UTF_8));
        out.sized("k".repeat(keyIdBytes).getBytes(StandardCharsets.UTF_8));
        out.sized(new byte[ciphertextBytes]);
        out.raw(new byte[HeaderFields.TAG_BYTES]);
    }

    private static void pairs(HeaderOutput out, String... pairs) {
        out.u16(pairs.length / 2);
        for (String text : pairs) {
            out.sized(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private interface Rest {
        void write(HeaderOutput out);
    }

    /** A header that is right up to its context, and then what it is given. */
    private static ByteBuffer header(Rest rest) {
        HeaderOutput out = new HeaderOutput(new byte[10_000]);
        out.u32(HeaderFields.MAGIC_AND_VERSION);
        out.u16(1);
        out.raw(new byte[32]);
        out.u32(16);
        out.raw(new byte[32]);
        rest.write(out);
        return ByteBuffer.wrap(out.bytes(), 0, out.position());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
