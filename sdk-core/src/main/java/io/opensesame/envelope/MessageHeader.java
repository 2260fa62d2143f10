package io.opensesame.envelope;

import java.util.List;

/**
 * What the header of a message says, in clear. Immutable.
 *
 * <p>It is only a claim until the message, or at least its header, was verified: by {@link DecryptingInputStream}, or
 * because {@link EnvelopeCipher#decrypt} returned.
 */
public final class MessageHeader {
    private final AlgorithmSuite suite;
    private final MessageContext context;
    private final List<WrappedKey> wrappedKeys;
    private final int frameLengthBytes;

    /**
     * Creates a header; for the library's own use.
     *
     * @param suite the algorithms
     * @param context what the message is bound to
     * @param wrappedKeys where the encrypted data keys can be decrypted, in their order; copied
     * @param frameLengthBytes the length of each frame of plaintext but the last
     */
    public MessageHeader(
            AlgorithmSuite suite, MessageContext context, List<WrappedKey> wrappedKeys, int frameLengthBytes) {
        this.suite = suite;
        this.context = context;
        this.wrappedKeys = List.copyOf(wrappedKeys);
        this.frameLengthBytes = frameLengthBytes;
    }

    /** {@return the algorithms} */
    public AlgorithmSuite suite() {
        return suite;
    }

    /** {@return what the message is bound to} */
    public MessageContext context() {
        return context;
    }

    /** {@return the keys of which any one opens the message, in their order; unmodifiable} */
    public List<WrappedKey> wrappedKeys() {
        return wrappedKeys;
    }

    /** {@return the length of each frame of plaintext but the last} */
    public int frameLengthBytes() {
        return frameLengthBytes;
    }

    @Override
    public String toString() {
        return "MessageHeader[suite=" + suite + ", context=" + context + ", wrappedKeys=" + wrappedKeys
                + ", frameLengthBytes=" + frameLengthBytes + "]";
    }

    /**
     * A key that the message's data key is encrypted under.
     *
     * @param region the id of the key's region; empty if the writer did not know it
     * @param keyId the id of the key
     */
    public record WrappedKey(String region, String keyId) {}
}
