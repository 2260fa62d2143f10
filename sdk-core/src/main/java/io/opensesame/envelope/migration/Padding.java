package io.opensesame.envelope.migration;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.BadPaddingException;

/** Takes PKCS #5 padding off in a time that doesn't depend on what is wrong with it. */
final class Padding {
    private static final int BLOCK_BYTES = 16;

    private Padding() {}

    /** Returns the plaintext without its padding, and wipes the padded one. */
    static byte[] removed(byte[] padded) throws GeneralSecurityException {
        try {
            if (padded.length == 0 || padded.length % BLOCK_BYTES != 0) {
                throw new BadPaddingException();
            }
            int count = padded[padded.length - 1] & 0xff;
            // Each is negative if the rule is broken, so that the sign bit collects all rules.
            int wrong = (count - 1) | (BLOCK_BYTES - count);
            for (int i = 1; i <= BLOCK_BYTES; i++) {
                int inPadding = ~((count - i) >> 31);
                int differs = (padded[padded.length - i] & 0xff) ^ count;
                wrong |= -differs & inPadding;
            }
            if (wrong < 0) {
                throw new BadPaddingException();
            }
            return Arrays.copyOf(padded, padded.length - count);
        } finally {
            Arrays.fill(padded, (byte) 0);
        }
    }
}
