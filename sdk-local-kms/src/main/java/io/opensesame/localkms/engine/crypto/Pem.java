package io.opensesame.localkms.engine.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes PEM texts (RFC 7468). */
public final class Pem {
    private static final Base64.Encoder LINES_OF_64 =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    /**
     * Returns the PEM text of one structure.
     *
     * @param label what it is, such as {@code PUBLIC KEY}
     * @param der its DER encoding
     */
    public static String of(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES_OF_64.encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}
