package io.opensesame.internal.envelope.message;

import io.opensesame.error.EnvelopeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One entry of a message's list: its data key, encrypted under one customer master key. Immutable. */
public final class EncryptedDataKey {
    /** The most bytes of a region's or a key's id. */
    static final int MAX_ID_BYTES = 255;

    /** The most bytes of an encrypted data key. */
    static final int MAX_CIPHERTEXT_BYTES = 8_192;

    private final String region;
    private final String keyId;
    private final byte[] regionBytes;
    private final byte[] keyIdBytes;
    private final byte[] ciphertext;

    /**
     * Creates an entry.
     *
     * @param region the id of the region whose KMS encrypted the data key; empty if it is not known
     * @param keyId what KMS called the key in its answer
     * @param ciphertext what KMS answered, decoded; 1 to 8,192 bytes; copied
     * @throws IllegalArgumentException if one of them is too long for the format, or the ciphertext is empty
     */
    public EncryptedDataKey(String region, String keyId, byte[] ciphertext) {
        this.region = region;
        this.keyId = keyId;
        this.regionBytes = requireShort("the region of an encrypted data key", region);
        this.keyIdBytes = requireShort("the key id of an encrypted data key", keyId);
        if (ciphertext.length < 1 || ciphertext.length > MAX_CIPHERTEXT_BYTES) {
            throw new IllegalArgumentException("an encrypted data key has 1 to " + MAX_CIPHERTEXT_BYTES
                    + " bytes of ciphertext: " + ciphertext.length);
        }
        this.ciphertext = ciphertext.clone();
    }

    private static byte[] requireShort(String what, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_ID_BYTES) {
            throw new IllegalArgumentException(
                    what + " has at most " + MAX_ID_BYTES + " bytes of UTF-8: " + bytes.length);
        }
        return bytes;
    }

    /** {@return the id of the region whose KMS encrypted the data key; empty if the writer did not know it} */
    public String region() {
        return region;
    }

    /** {@return what KMS called the key} */
    public String keyId() {
        return keyId;
    }

    /** {@return a copy of the encrypted data key, for KMS to decrypt} */
    public byte[] ciphertext() {
        return ciphertext.clone();
    }

    /** How long the entry is in a header. */
    int encodedBytes() {
        return 3 * Short.BYTES + regionBytes.length + keyIdBytes.length + ciphertext.length;
    }

    void encode(HeaderOutput out) {
        out.sized(regionBytes);
        out.sized(keyIdBytes);
        out.sized(ciphertext);
    }

    static EncryptedDataKey read(HeaderInput in) throws IOException {
        String region = HeaderInput.text(in.take(in.u16()));
        String keyId = HeaderInput.text(in.take(in.u16()));
        byte[] ciphertext = in.take(in.u16());
        try {
            return new EncryptedDataKey(region, keyId, ciphertext);
        } catch (IllegalArgumentException e) {
            throw new EnvelopeException(Refusal.malformed("an encrypted data key is none: " + e.getMessage()), e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncryptedDataKey that
                && that.region.equals(region)
                && that.keyId.equals(keyId)
                && Arrays.equals(that.ciphertext, ciphertext);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * region.hashCode() + keyId.hashCode()) + Arrays.hashCode(ciphertext);
    }

    @Override
    public String toString() {
        return "EncryptedDataKey[region=" + region + ", keyId=" + keyId + "]";
    }
}
