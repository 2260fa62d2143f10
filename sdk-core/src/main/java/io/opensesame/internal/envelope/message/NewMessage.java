package io.opensesame.internal.envelope.message;

import io.opensesame.envelope.MessageContext;
import java.security.SecureRandom;
import java.util.List;

/** A message that is being made: its header, and what encrypts its frames. Closing it wipes its keys. */
final class NewMessage implements AutoCloseable {
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final byte[] bytes;
    private final int headerBytes;
    private final MessageKeys keys;
    private final FrameCodec frames;

    private NewMessage(byte[] bytes, int headerBytes, MessageKeys keys, FrameCodec frames) {
        this.bytes = bytes;
        this.headerBytes = headerBytes;
        this.keys = keys;
        this.frames = frames;
    }

    /**
     * Draws a message id, derives the keys and writes the header.
     *
     * @param bodyBytes how much room to leave behind the header
     */
    static NewMessage begin(
            DataKey key,
            List<EncryptedDataKey> encryptedKeys,
            MessageContext context,
            SecureRandom random,
            int frameLengthBytes,
            long bodyBytes) {
        SuiteSpec spec = key.spec();
        EncodedContext encoded = key.encode(context);
        byte[] list = HeaderFields.encodeList(encryptedKeys);
        int untaggedBytes = HeaderFields.untaggedBytes(encoded.bytes(), list);
        int headerBytes = untaggedBytes + HeaderFields.TAG_BYTES;
        byte[] message = new byte[fitting(headerBytes + bodyBytes)];
        byte[] messageId = new byte[HeaderFields.MESSAGE_ID_BYTES];
        random.nextBytes(messageId);
        MessageKeys keys = key.derive(messageId);
        HeaderFields.encode(spec, messageId, frameLengthBytes, keys.commitment(), encoded.bytes(), list, message);
        key.tagHeader(message, untaggedBytes);
        FrameCodec frames = new FrameCodec(spec, key.ciphers(), keys.frameKey(), messageId, encoded.hash());
        return new NewMessage(message, headerBytes, keys, frames);
    }

    private static int fitting(long messageBytes) {
        if (messageBytes > LONGEST_ARRAY) {
            throw new IllegalArgumentException(
                    "the message would have " + messageBytes + " bytes, more than an array; encrypt it as a stream");
        }
        return (int) messageBytes;
    }

    /** The header, and behind it the room that was asked for. */
    byte[] bytes() {
        return bytes;
    }

    int headerBytes() {
        return headerBytes;
    }

    FrameCodec frames() {
        return frames;
    }

    @Override
    public void close() {
        frames.close();
        keys.close();
    }
}
