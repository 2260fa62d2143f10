package io.opensesame.internal.envelope.message;

import java.util.Arrays;
import javax.crypto.SecretKey;

/** The key of a message's frames. Other than the JDK's own, it can be wiped. */
@SuppressWarnings("serial")
final class FrameKey implements SecretKey {
    private final String algorithm;
    private final byte[] key;

    /**
     * Creates a key.
     *
     * @param key its bytes, which are its own from now on
     */
    FrameKey(String algorithm, byte[] key) {
        this.algorithm = algorithm;
        this.key = key;
    }

    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        return key.clone();
    }

    @Override
    public void destroy() {
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public String toString() {
        return "FrameKey[<redacted>]";
    }
}
