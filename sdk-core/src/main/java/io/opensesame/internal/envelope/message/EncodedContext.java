package io.opensesame.internal.envelope.message;

import io.opensesame.envelope.MessageContext;
import java.util.Arrays;

/**
 * A context as it stands in a header, with the hash that its frames are bound to. Immutable, as nobody changes its
 * arrays.
 */
final class EncodedContext {
    private final MessageContext context;
    private final byte[] bytes;
    private final byte[] hash;

    private EncodedContext(MessageContext context, byte[] bytes, byte[] hash) {
        this.context = context;
        this.bytes = bytes;
        this.hash = hash;
    }

    static EncodedContext of(MessageContext context, Hash hash) {
        byte[] bytes = ContextCodec.encode(context);
        return new EncodedContext(context, bytes, hash.newDigest().digest(bytes));
    }

    /** Whether it is that very object; to compare what it holds would cost as much as to encode it. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(MessageContext other) {
        return context == other;
    }

    boolean isIn(byte[] header, int from, int to) {
        return Arrays.equals(bytes, 0, bytes.length, header, from, to);
    }

    /** Not copied. */
    byte[] bytes() {
        return bytes;
    }

    /** Not copied. */
    byte[] hash() {
        return hash;
    }
}
