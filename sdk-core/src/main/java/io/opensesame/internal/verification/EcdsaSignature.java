package io.opensesame.internal.verification;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * The two numbers of an ECDSA signature on a curve of 256 bits.
 *
 * <p>The JDK's own reading of their DER form is lenient (a number that lacks its leading zero, for one, passes), and
 * BouncyCastle's throws what it likes, so that one signature would have several forms. Here it has one.
 */
record EcdsaSignature(BigInteger r, BigInteger s) {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int NUMBER_BYTES = 32;

    /** Reads {@code SEQUENCE { INTEGER r, INTEGER s }} in DER; empty for anything else. */
    static Optional<EcdsaSignature> parse(byte[] der) {
        boolean isSequence = der.length >= 8 && der[0] == SEQUENCE && der[1] == der.length - 2;
        if (!isSequence || der[2] != INTEGER) {
            return Optional.empty();
        }
        int middle = 4 + der[3];
        if (der[3] < 1 || middle + 3 > der.length || der[middle] != INTEGER) {
            return Optional.empty();
        }
        int length = der[middle + 1];
        if (length < 1 || middle + 2 + length != der.length) {
            return Optional.empty();
        }
        return number(der, 4, middle)
                .flatMap(r -> number(der, middle + 2, der.length).map(s -> new EcdsaSignature(r, s)));
    }

    /** Reads a positive number of up to 32 bytes in its shortest form. */
    private static Optional<BigInteger> number(byte[] der, int from, int to) {
        BigInteger number = new BigInteger(der, from, to - from);
        boolean isShortest = number.toByteArray().length == to - from;
        return number.signum() > 0 && isShortest && number.bitLength() <= NUMBER_BYTES * Byte.SIZE
                ? Optional.of(number)
                : Optional.empty();
    }

    /** The numbers one after the other, 32 bytes each, as of IEEE P1363. */
    byte[] plain() {
        byte[] plain = new byte[2 * NUMBER_BYTES];
        write(r, plain, NUMBER_BYTES);
        write(s, plain, 2 * NUMBER_BYTES);
        return plain;
    }

    private static void write(BigInteger number, byte[] plain, int end) {
        byte[] bytes = number.toByteArray();
        byte[] unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        System.arraycopy(unsigned, 0, plain, end - unsigned.length, unsigned.length);
    }
}
