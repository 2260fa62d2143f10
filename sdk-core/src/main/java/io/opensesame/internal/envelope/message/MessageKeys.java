package io.opensesame.internal.envelope.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** The keys of one message, and the commitment to them. Not thread-safe. */
final class MessageKeys implements AutoCloseable {
    static final int COMMITMENT_BYTES = 32;
    static final int TAG_BYTES = 32;

    private static final int HEADER_KEY_BYTES = 32;
    private static final byte[] LABEL = "message keys".getBytes(StandardCharsets.UTF_8);

    private final SuiteSpec spec;
    private final FrameKey frameKey;
    private final byte[] headerKey;
    private final byte[] commitment;

    private MessageKeys(SuiteSpec spec, byte[] expanded) {
        int headerKeyStart = spec.frameKeyBytes();
        int commitmentStart = headerKeyStart + HEADER_KEY_BYTES;
        this.spec = spec;
        this.frameKey = new FrameKey(spec.blockCipher(), Arrays.copyOf(expanded, headerKeyStart));
        this.headerKey = Arrays.copyOfRange(expanded, headerKeyStart, commitmentStart);
        this.commitment = Arrays.copyOfRange(expanded, commitmentStart, commitmentStart + COMMITMENT_BYTES);
    }

    static MessageKeys derive(SuiteSpec spec, HmacKey extracted, byte[] messageId) {
        byte[] info = Arrays.copyOf(LABEL, LABEL.length + messageId.length);
        System.arraycopy(messageId, 0, info, LABEL.length, messageId.length);
        int length = spec.frameKeyBytes() + HEADER_KEY_BYTES + COMMITMENT_BYTES;
        byte[] expanded = Hkdf.expand(spec.hash(), extracted, info, length);
        MessageKeys keys = new MessageKeys(spec, expanded);
        Arrays.fill(expanded, (byte) 0);
        return keys;
    }

    FrameKey frameKey() {
        return frameKey;
    }

    /** What a header shows of the keys; no secret. */
    byte[] commitment() {
        return commitment;
    }

    boolean commitsTo(byte[] claimed) {
        return MessageDigest.isEqual(commitment, claimed);
    }

    /** The tag of a header's bytes. */
    byte[] headerTag(byte[] header) {
        byte[] code = new HmacKey(spec.hash(), headerKey).lastMac(header);
        return Arrays.copyOf(code, TAG_BYTES);
    }

    @Override
    public void close() {
        frameKey.destroy();
        Arrays.fill(headerKey, (byte) 0);
    }
}
