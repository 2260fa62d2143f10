package io.opensesame.internal.envelope.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** The key of one message's frames, and the commitment to it. Not thread-safe. */
final class MessageKeys implements AutoCloseable {
    static final int COMMITMENT_BYTES = 32;

    private static final byte[] LABEL = "message keys".getBytes(StandardCharsets.UTF_8);

    private final FrameKey frameKey;
    private final byte[] commitment;

    private MessageKeys(SuiteSpec spec, byte[] expanded) {
        int commitmentStart = spec.frameKeyBytes();
        this.frameKey = new FrameKey(spec.blockCipher(), Arrays.copyOf(expanded, commitmentStart));
        this.commitment = Arrays.copyOfRange(expanded, commitmentStart, commitmentStart + COMMITMENT_BYTES);
    }

    /** Derives them; uses the extracted key up. */
    static MessageKeys derive(SuiteSpec spec, HmacKey extracted, byte[] messageId) {
        byte[] info = Arrays.copyOf(LABEL, LABEL.length + messageId.length);
        System.arraycopy(messageId, 0, info, LABEL.length, messageId.length);
        byte[] expanded = Hkdf.expand(spec.derivationHash(), extracted, info, spec.frameKeyBytes() + COMMITMENT_BYTES);
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

    @Override
    public void close() {
        frameKey.destroy();
    }
}
