package io.opensesame.envelope.migration;

import io.opensesame.error.EnvelopeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads fields one after another out of the bytes of a message. A field is a view of those bytes, and a length is held
 * against what remains before it is believed: nothing is allocated by a claim.
 */
final class BoundedFields {
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;

    private final ByteBuffer bytes;

    BoundedFields(ByteBuffer bytes) {
        this.bytes = bytes.slice();
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    /** Ends the reading: a message has nothing after its last field. */
    void requireEnd(String what) {
        if (bytes.hasRemaining()) {
            throw malformed(bytes.remaining() + " bytes follow " + what);
        }
    }

    /** Reads a SEQUENCE, whose elements the returned reader reads. */
    BoundedFields derSequence(String what) {
        return new BoundedFields(der(SEQUENCE, what));
    }

    /** Reads a SET, whose elements the returned reader reads; their order means nothing here. */
    BoundedFields derSet(String what) {
        return new BoundedFields(der(SET, what));
    }

    ByteBuffer derOctets(String what) {
        return der(OCTETS, what);
    }

    /** Reads an INTEGER of one byte, which all that a message has fit into. */
    int derSmallInteger(String what) {
        ByteBuffer value = der(INTEGER, what);
        if (value.remaining() != 1 || value.get(0) < 0) {
            throw malformed(what + " is not a number from 0 to 127");
        }
        return value.get(0);
    }

    private ByteBuffer der(int tag, String what) {
        if ((take(1, what).get() & 0xff) != tag) {
            throw malformed(what + " has another ASN.1 type");
        }
        return take(derLength(what), what);
    }

    /** Reads a length in the one form that DER allows it. */
    private int derLength(String what) {
        int first = take(1, what).get() & 0xff;
        if (first < 0x80) {
            return first;
        }
        int count = first - 0x80;
        if (count == 0 || count > 4) {
            throw malformed("the length of " + what + " is not in DER's form");
        }
        long length = 0;
        for (int i = 0; i < count; i++) {
            length = (length << 8) | (take(1, what).get() & 0xff);
        }
        boolean shortest = length >= 0x80 && length >>> (8 * (count - 1)) != 0;
        if (!shortest || length > Integer.MAX_VALUE) {
            throw malformed("the length of " + what + " is not in DER's form");
        }
        return (int) length;
    }

    /** Reads 4 bytes, big-endian. */
    int number(String what) {
        return notNegative(take(4, what).getInt(), what);
    }

    /** Reads 4 bytes, little-endian. */
    int littleEndianNumber(String what) {
        return notNegative(take(4, what).order(ByteOrder.LITTLE_ENDIAN).getInt(), what);
    }

    /** Reads a length of 4 bytes, big-endian, and as many bytes. */
    ByteBuffer counted(String what) {
        return take(number(what), what);
    }

    /** Reads what remains but for the last bytes. */
    ByteBuffer allBut(int last, String what) {
        return take(bytes.remaining() - last, what);
    }

    ByteBuffer take(int length, String what) {
        if (length < 0 || length > bytes.remaining()) {
            throw malformed(what + " is cut off");
        }
        ByteBuffer field = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return field;
    }

    private static int notNegative(int value, String what) {
        if (value < 0) {
            throw malformed(what + " is too large");
        }
        return value;
    }

    static String text(ByteBuffer field, String what) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(field.slice()).toString();
        } catch (CharacterCodingException e) {
            throw new EnvelopeException(malformedBecause(what + " is no UTF-8 text"), e);
        }
    }

    /** Returns a copy. */
    static byte[] bytes(ByteBuffer field) {
        byte[] copy = new byte[field.remaining()];
        field.slice().get(copy);
        return copy;
    }

    static ByteBuffer exactly(int length, ByteBuffer field, String what) {
        if (field.remaining() != length) {
            throw malformed(what + " has " + field.remaining() + " bytes instead of " + length);
        }
        return field;
    }

    static EnvelopeException malformed(String reason) {
        return new EnvelopeException(malformedBecause(reason));
    }

    private static String malformedBecause(String reason) {
        return "this is no whole message of Alibaba Cloud's Encryption SDK: " + reason
                + "; check that it was stored and read as bytes, unchanged";
    }
}
