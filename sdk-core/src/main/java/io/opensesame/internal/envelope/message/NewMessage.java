package io.opensesame.internal.envelope.message;

import io.opensesame.envelope.MessageContext;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/** A message that is being made: its whole header, and what encrypts its frames. Closing it wipes its keys. */
final class NewMessage implements AutoCloseable {
    private final byte[] header;
    private final MessageKeys keys;
    private final FrameCodec frames;

    private NewMessage(byte[] header, MessageKeys keys, FrameCodec frames) {
        this.header = header;
        this.keys = keys;
        this.frames = frames;
    }

    static NewMessage begin(
            DataKey key,
            List<EncryptedDataKey> encryptedKeys,
            MessageContext context,
            SecureRandom random,
            int frameLengthBytes) {
        SuiteSpec spec = key.spec();
        byte[] messageId = new byte[HeaderFields.MESSAGE_ID_BYTES];
        random.nextBytes(messageId);
        byte[] contextBytes = ContextCodec.encode(context);
        byte[] list = HeaderFields.encodeList(encryptedKeys);
        MessageKeys keys = key.derive(messageId);
        byte[] untagged = HeaderFields.encode(spec, messageId, frameLengthBytes, keys.commitment(), contextBytes, list);
        byte[] header = Arrays.copyOf(untagged, untagged.length + MessageKeys.TAG_BYTES);
        System.arraycopy(keys.headerTag(untagged), 0, header, untagged.length, MessageKeys.TAG_BYTES);
        byte[] contextHash = spec.hash().newDigest().digest(contextBytes);
        return new NewMessage(
                header, keys, new FrameCodec(spec, key.ciphers(), keys.frameKey(), messageId, contextHash));
    }

    byte[] header() {
        return header;
    }

    FrameCodec frames() {
        return frames;
    }

    @Override
    public void close() {
        keys.close();
        frames.close();
    }
}
