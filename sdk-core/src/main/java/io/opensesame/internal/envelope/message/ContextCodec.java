package io.opensesame.internal.envelope.message;

import io.opensesame.envelope.MessageContext;
import io.opensesame.error.EnvelopeException;
import io.opensesame.kms.crypto.EncryptionContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The bytes of contexts: one context has one encoding, and nothing else is read. */
public final class ContextCodec {
    /** The most bytes of each part, its count included. */
    static final int MAX_PART_BYTES = 32_768;

    private ContextCodec() {}

    /**
     * Encodes an encryption context as it stands in a header: the count of its pairs, then each pair with lengths, in
     * the order of the names' bytes. No two contexts have the same bytes.
     *
     * @param context the context
     * @return the bytes
     */
    public static byte[] encode(EncryptionContext context) {
        return encode(context.pairs());
    }

    /** Both parts of a context, as they stand in a header. */
    static byte[] encode(MessageContext context) {
        byte[] shared = encode(context.encryptionContext());
        byte[] own = encode(context.messagePairs());
        byte[] both = Arrays.copyOf(shared, shared.length + own.length);
        System.arraycopy(own, 0, both, shared.length, own.length);
        return both;
    }

    private static byte[] encode(Map<String, String> pairs) {
        List<byte[][]> encoded = new ArrayList<>(pairs.size());
        int length = Short.BYTES;
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            byte[] name = pair.getKey().getBytes(StandardCharsets.UTF_8);
            byte[] value = pair.getValue().getBytes(StandardCharsets.UTF_8);
            encoded.add(new byte[][] {name, value});
            length += 2 * Short.BYTES + name.length + value.length;
        }
        // Strings compare by their UTF-16 units, which is another order beyond the basic plane.
        encoded.sort((one, other) -> Arrays.compareUnsigned(one[0], other[0]));
        HeaderOutput out = new HeaderOutput(new byte[length]);
        out.u16(encoded.size());
        for (byte[][] pair : encoded) {
            out.sized(pair[0]);
            out.sized(pair[1]);
        }
        return out.bytes();
    }

    /** Reads both parts of a context. */
    static MessageContext read(HeaderInput in) throws IOException {
        Map<String, String> shared = readPart(in);
        Map<String, String> own = readPart(in);
        try {
            MessageContext context = MessageContext.of(shared);
            return own.isEmpty() ? context : context.withMessagePairs(own);
        } catch (IllegalArgumentException e) {
            throw new EnvelopeException(Refusal.malformed("its context is none: " + e.getMessage()), e);
        }
    }

    private static Map<String, String> readPart(HeaderInput in) throws IOException {
        int start = in.position();
        int count = in.u16();
        Map<String, String> pairs = new LinkedHashMap<>();
        byte[] before = {};
        for (int i = 0; i < count; i++) {
            byte[] name = in.take(in.u16());
            if (Arrays.compareUnsigned(before, name) >= 0) {
                throw new EnvelopeException(Refusal.malformed(
                        "a name in its context is empty, comes twice or is not in the order of bytes"));
            }
            pairs.put(HeaderInput.text(name), HeaderInput.text(in.take(in.u16())));
            before = name;
            if (in.position() - start > MAX_PART_BYTES) {
                throw new EnvelopeException(
                        Refusal.malformed("a part of its context has more than " + MAX_PART_BYTES + " bytes"));
            }
        }
        return pairs;
    }
}
