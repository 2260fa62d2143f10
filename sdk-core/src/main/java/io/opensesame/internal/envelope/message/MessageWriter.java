package io.opensesame.internal.envelope.message;

import io.opensesame.envelope.EncryptingOutputStream;
import io.opensesame.envelope.MessageContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.security.SecureRandom;
import java.util.List;

/** Makes messages under data keys. Immutable and thread-safe. */
public final class MessageWriter {
    private final SecureRandom random;
    private final int frameLengthBytes;

    /**
     * Creates a writer.
     *
     * @param random draws the message ids
     * @param frameLengthBytes the length of each frame of plaintext but the last, 1 to 1,048,576
     * @throws IllegalArgumentException if the frame length is out of that range
     */
    public MessageWriter(SecureRandom random, int frameLengthBytes) {
        if (frameLengthBytes < 1 || frameLengthBytes > HeaderFields.MAX_FRAME_LENGTH_BYTES) {
            throw new IllegalArgumentException(
                    "a frame has 1 to " + HeaderFields.MAX_FRAME_LENGTH_BYTES + " bytes: " + frameLengthBytes);
        }
        this.random = random;
        this.frameLengthBytes = frameLengthBytes;
    }

    /**
     * Encrypts bytes into one message.
     *
     * @param key the data key
     * @param encryptedKeys the same data key under 1 to 16 customer master keys
     * @param plaintext the bytes; neither kept nor changed
     * @param context what the message is bound to
     * @return the message
     * @throws IllegalArgumentException if the message would not fit into an array
     * @throws IllegalStateException if the data key is closed
     */
    public byte[] encrypt(DataKey key, List<EncryptedDataKey> encryptedKeys, byte[] plaintext, MessageContext context) {
        return encryptAll(key, encryptedKeys, ByteBuffer.wrap(plaintext), context);
    }

    /**
     * Encrypts what remains in a buffer into one message.
     *
     * @param key the data key
     * @param encryptedKeys the same data key under 1 to 16 customer master keys
     * @param plaintext the bytes; read to the buffer's limit if the call succeeds
     * @param context what the message is bound to
     * @return a new buffer with the message, ready to be read
     * @throws IllegalArgumentException if the message would not fit into an array
     * @throws IllegalStateException if the data key is closed
     */
    public ByteBuffer encrypt(
            DataKey key, List<EncryptedDataKey> encryptedKeys, ByteBuffer plaintext, MessageContext context) {
        byte[] message = encryptAll(key, encryptedKeys, plaintext, context);
        plaintext.position(plaintext.limit());
        return ByteBuffer.wrap(message);
    }

    /**
     * Returns a stream that encrypts what is written to it into one message.
     *
     * @param message where the message goes; closed with the returned stream
     * @param key the data key; it may be closed while the stream goes on
     * @param encryptedKeys the same data key under 1 to 16 customer master keys
     * @param context what the message is bound to
     * @return the stream to write plaintext to
     * @throws IOException if the header cannot be written; the stream behind is not closed then
     * @throws IllegalStateException if the data key is closed
     */
    public EncryptingOutputStream encrypting(
            OutputStream message, DataKey key, List<EncryptedDataKey> encryptedKeys, MessageContext context)
            throws IOException {
        NewMessage begun = NewMessage.begin(key, encryptedKeys, context, random, frameLengthBytes);
        try {
            message.write(begun.header());
        } catch (IOException | RuntimeException e) {
            begun.close();
            throw e;
        }
        return new SealingOutputStream(message, begun, frameLengthBytes);
    }

    /**
     * Returns a channel that encrypts what is written to it into one message.
     *
     * @param message where the message goes, a blocking channel; closed with the returned one
     * @param key the data key; it may be closed while the channel goes on
     * @param encryptedKeys the same data key under 1 to 16 customer master keys
     * @param context what the message is bound to
     * @return the channel to write plaintext to
     * @throws IOException if the header cannot be written; the channel behind is not closed then
     * @throws IllegalStateException if the data key is closed
     */
    public WritableByteChannel encrypting(
            WritableByteChannel message, DataKey key, List<EncryptedDataKey> encryptedKeys, MessageContext context)
            throws IOException {
        return new SealingChannel(encrypting(Channels.newOutputStream(message), key, encryptedKeys, context));
    }

    /**
     * Returns a stream that reads as the message of what it reads.
     *
     * @param plaintext the plaintext, of any size; closed with the returned stream
     * @param key the data key; it may be closed while the stream goes on
     * @param encryptedKeys the same data key under 1 to 16 customer master keys
     * @param context what the message is bound to
     * @return the stream to read the message from
     * @throws IllegalStateException if the data key is closed
     */
    public InputStream encrypting(
            InputStream plaintext, DataKey key, List<EncryptedDataKey> encryptedKeys, MessageContext context) {
        NewMessage begun = NewMessage.begin(key, encryptedKeys, context, random, frameLengthBytes);
        return new SealingInputStream(plaintext, begun, frameLengthBytes);
    }

    private byte[] encryptAll(
            DataKey key, List<EncryptedDataKey> encryptedKeys, ByteBuffer plaintext, MessageContext context) {
        BodyLayout layout = BodyLayout.ofPlaintext(plaintext.remaining(), frameLengthBytes);
        try (NewMessage message = NewMessage.begin(key, encryptedKeys, context, random, frameLengthBytes)) {
            byte[] header = message.header();
            byte[] out = new byte[fitting(header.length + layout.bodyBytes())];
            System.arraycopy(header, 0, out, 0, header.length);
            sealAll(message.frames(), plaintext, layout, out, header.length);
            return out;
        }
    }

    private void sealAll(FrameCodec frames, ByteBuffer plaintext, BodyLayout layout, byte[] out, int outOffset) {
        FrameSource source = FrameSource.of(plaintext, frameLengthBytes);
        int end = outOffset;
        for (int i = 0; i < layout.frames(); i++) {
            boolean last = i == layout.frames() - 1;
            int length = last ? layout.lastFrameBytes() : frameLengthBytes;
            source.next(length);
            frames.seal(last, source.bytes(), source.offset(), length, out, end);
            end += FrameCodec.OVERHEAD_BYTES + length;
        }
        source.wipeCopy();
    }

    private static int fitting(long messageBytes) {
        if (messageBytes > Integer.MAX_VALUE - Long.BYTES) {
            throw new IllegalArgumentException(
                    "the message would have " + messageBytes + " bytes, more than an array; encrypt it as a stream");
        }
        return (int) messageBytes;
    }
}
