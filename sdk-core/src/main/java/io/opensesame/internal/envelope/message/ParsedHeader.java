package io.opensesame.internal.envelope.message;

import io.opensesame.envelope.AlgorithmSuite;
import io.opensesame.envelope.MessageContext;
import io.opensesame.envelope.MessageHeader;
import io.opensesame.envelope.MessageHeader.WrappedKey;
import io.opensesame.error.EnvelopeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The header of a message: well-formed, but only a claim until {@link #open} verified it. Immutable. */
public final class ParsedHeader {
    private final SuiteSpec spec;
    private final byte[] messageId;
    private final int frameLengthBytes;
    private final byte[] commitment;
    private final MessageContext context;
    private final List<EncryptedDataKey> encryptedDataKeys;

    /** All of the header but its tag. */
    private final byte[] bytes;

    private final byte[] tag;

    /** Where in the bytes the context begins, and where the list of encrypted data keys does. */
    private final int contextStart;

    private final int listStart;

    private ParsedHeader(HeaderInput in) throws IOException {
        readMagic(in);
        this.spec = readSuite(in);
        this.messageId = in.take(HeaderFields.MESSAGE_ID_BYTES);
        this.frameLengthBytes = readFrameLength(in);
        this.commitment = in.take(MessageKeys.COMMITMENT_BYTES);
        this.contextStart = in.position();
        this.context = ContextCodec.read(in);
        this.listStart = in.position();
        this.encryptedDataKeys = readList(in);
        this.bytes = in.read();
        this.tag = in.take(HeaderFields.TAG_BYTES);
    }

    /**
     * Reads a header from the beginning of a message.
     *
     * @param message the message, or at least its header; its position is behind the header afterwards
     * @return the header
     * @throws EnvelopeException if the message does not begin with a header; the buffer's position is unchanged
     */
    public static ParsedHeader read(ByteBuffer message) {
        HeaderInput in = HeaderInput.of(message);
        try {
            ParsedHeader header = new ParsedHeader(in);
            message.position(message.position() + in.position());
            return header;
        } catch (IOException e) {
            throw new UncheckedIOException("reading an array does no I/O", e);
        }
    }

    /**
     * Reads a header from a stream, and no byte more.
     *
     * @param message the stream
     * @return the header
     * @throws IOException if reading fails
     * @throws EnvelopeException if what was read is no header
     */
    public static ParsedHeader read(InputStream message) throws IOException {
        return new ParsedHeader(HeaderInput.of(message));
    }

    private static void readMagic(HeaderInput in) throws IOException {
        int found = in.i32();
        if (found == HeaderFields.MAGIC_AND_VERSION) {
            return;
        }
        if (found >>> 8 == HeaderFields.MAGIC_AND_VERSION >>> 8) {
            throw new EnvelopeException("The message is of version " + (found & 0xff)
                    + " of its format, and this library reads version 1; use a newer one to decrypt it.");
        }
        throw new EnvelopeException(Refusal.malformed("it does not begin with 'OSE' as messages of OpenSesame do"));
    }

    private static SuiteSpec readSuite(HeaderInput in) throws IOException {
        int id = in.u16();
        return SuiteSpec.withId(id)
                .orElseThrow(() -> new EnvelopeException(
                        Refusal.malformed("its suite, %04x, is none of those known".formatted(id))));
    }

    private static int readFrameLength(HeaderInput in) throws IOException {
        int length = in.i32();
        if (length < 1 || length > HeaderFields.MAX_FRAME_LENGTH_BYTES) {
            throw new EnvelopeException(Refusal.malformed("its frame length is not from 1 to "
                    + HeaderFields.MAX_FRAME_LENGTH_BYTES + ": " + Integer.toUnsignedString(length)));
        }
        return length;
    }

    private static List<EncryptedDataKey> readList(HeaderInput in) throws IOException {
        int count = in.u8();
        if (count < 1 || count > HeaderFields.MAX_ENCRYPTED_DATA_KEYS) {
            throw new EnvelopeException(Refusal.malformed(
                    "it claims " + count + " encrypted data keys, not 1 to " + HeaderFields.MAX_ENCRYPTED_DATA_KEYS));
        }
        List<EncryptedDataKey> keys = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            keys.add(EncryptedDataKey.read(in));
        }
        return List.copyOf(keys);
    }

    /** {@return the algorithms} */
    public AlgorithmSuite suite() {
        return spec.suite();
    }

    /** {@return what the message is bound to} */
    public MessageContext context() {
        return context;
    }

    /** {@return the data key under one or more customer master keys, in their order; unmodifiable} */
    public List<EncryptedDataKey> encryptedDataKeys() {
        return encryptedDataKeys;
    }

    /** {@return the length of each frame of plaintext but the last} */
    public int frameLengthBytes() {
        return frameLengthBytes;
    }

    /** {@return what the header says, for users} */
    public MessageHeader description() {
        List<WrappedKey> keys = encryptedDataKeys.stream()
                .map(key -> new WrappedKey(key.region(), key.keyId()))
                .toList();
        return new MessageHeader(spec.suite(), context, keys, frameLengthBytes);
    }

    /**
     * Verifies the header: that the data key is the one that the message commits to, then that no byte was changed.
     *
     * @param key a data key of this header's suite
     * @return the message, ready to be decrypted; to be closed
     * @throws EnvelopeException if the data key is another one, or the header was changed
     * @throws IllegalArgumentException if the data key is of another suite
     * @throws IllegalStateException if the data key is closed
     */
    public OpenedMessage open(DataKey key) {
        MessageKeys keys = verify(key);
        byte[] contextHash = key.contextHash(bytes, contextStart, listStart);
        FrameCodec frames = new FrameCodec(spec, key.ciphers(), keys.frameKey(), messageId, contextHash);
        return new OpenedMessage(this, keys, frames);
    }

    /**
     * Returns this header with another list of encrypted data keys. It is verified first; the body stays as it is.
     *
     * @param key a data key of this header's suite
     * @param replacement the same data key under other customer master keys; 1 to 16 entries
     * @return the new header
     * @throws EnvelopeException as {@link #open} does
     * @throws IllegalArgumentException if the data key is of another suite, or the number of entries is not allowed
     * @throws IllegalStateException if the data key is closed
     */
    public byte[] rewrapped(DataKey key, List<EncryptedDataKey> replacement) {
        verify(key).close();
        byte[] list = HeaderFields.encodeList(replacement);
        int untaggedBytes = listStart + list.length;
        byte[] header = Arrays.copyOf(bytes, untaggedBytes + HeaderFields.TAG_BYTES);
        System.arraycopy(list, 0, header, listStart, list.length);
        key.tagHeader(header, untaggedBytes);
        return header;
    }

    private MessageKeys verify(DataKey key) {
        if (key.spec() != spec) {
            throw new IllegalArgumentException(
                    "the data key is for " + key.suite() + ", the message is of " + spec.suite());
        }
        MessageKeys keys = key.derive(messageId);
        if (!keys.commitsTo(commitment)) {
            keys.close();
            throw new EnvelopeException(Refusal.changed("it does not commit to the data key that it came with"));
        }
        if (!key.fitsHeader(bytes, tag)) {
            keys.close();
            throw new EnvelopeException(Refusal.changed("its header was changed"));
        }
        return keys;
    }

    @Override
    public String toString() {
        return "ParsedHeader[suite=" + spec.suite() + ", context=" + context + ", encryptedDataKeys="
                + encryptedDataKeys + ", frameLengthBytes=" + frameLengthBytes + "]";
    }
}
