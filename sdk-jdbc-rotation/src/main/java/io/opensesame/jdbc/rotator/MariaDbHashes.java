package io.opensesame.jdbc.rotator;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What MariaDB stores of passwords.
 *
 * @see "MariaDB documentation: Authentication Plugin - mysql_native_password; Authentication Plugin - ed25519"
 */
final class MariaDbHashes {
    private static final int KEY_BYTES = 32;

    private MariaDbHashes() {}

    /** Returns an asterisk and the SHA-1 of the SHA-1, in upper-case hexadecimal digits. */
    static String nativePassword(String password) {
        byte[] once = digest("SHA-1", password.getBytes(StandardCharsets.UTF_8));
        return "*" + HexFormat.of().withUpperCase().formatHex(digest("SHA-1", once));
    }

    /**
     * Returns the public key of RFC 8032 for a private key of any length, in Base64 without padding. The JDK makes such
     * keys of 32 bytes only. The time that this takes depends on the password, but nobody sees it.
     */
    static String ed25519(String password) {
        byte[] scalar = Arrays.copyOf(digest("SHA-512", password.getBytes(StandardCharsets.UTF_8)), KEY_BYTES);
        scalar[0] &= (byte) 0xf8;
        scalar[KEY_BYTES - 1] &= 0x7f;
        scalar[KEY_BYTES - 1] |= 0x40;
        byte[] key = Point.BASE.times(littleEndian(scalar)).encoded();
        return Base64.getEncoder().withoutPadding().encodeToString(key);
    }

    private static BigInteger littleEndian(byte[] bytes) {
        return new BigInteger(1, reversed(bytes));
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }

    /** A point of the curve edwards25519 of RFC 7748, by its coordinates. */
    private record Point(BigInteger x, BigInteger y) {
        private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
        private static final BigInteger D = BigInteger.valueOf(-121665)
                .multiply(BigInteger.valueOf(121666).modInverse(P))
                .mod(P);
        private static final Point ZERO = new Point(BigInteger.ZERO, BigInteger.ONE);
        private static final Point BASE = new Point(
                new BigInteger("15112221349535400772501151409588531511454012693041857206046113283949847762202"),
                new BigInteger("46316835694926478169428394003475163141307993866256225615783033603165251855960"));

        private Point plus(Point other) {
            BigInteger product = D.multiply(x).multiply(other.x).multiply(y).multiply(other.y);
            BigInteger xs = x.multiply(other.y).add(other.x.multiply(y));
            BigInteger ys = y.multiply(other.y).add(x.multiply(other.x));
            return new Point(
                    xs.multiply(BigInteger.ONE.add(product).modInverse(P)).mod(P),
                    ys.multiply(BigInteger.ONE.subtract(product).modInverse(P)).mod(P));
        }

        private Point times(BigInteger factor) {
            Point result = ZERO;
            for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
                result = result.plus(result);
                if (factor.testBit(bit)) {
                    result = result.plus(this);
                }
            }
            return result;
        }

        /** Returns y in 255 bits, little-endian, and the lowest bit of x above them. */
        private byte[] encoded() {
            BigInteger number = x.testBit(0) ? y.setBit(255) : y;
            byte[] bigEndian = number.toByteArray();
            byte[] fixed = new byte[KEY_BYTES];
            int length = Math.min(bigEndian.length, KEY_BYTES);
            System.arraycopy(bigEndian, bigEndian.length - length, fixed, KEY_BYTES - length, length);
            return reversed(fixed);
        }
    }
}
