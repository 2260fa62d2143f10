package io.opensesame.jdbc.rotator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What PostgreSQL stores of a password, so that it can check a login by SCRAM-SHA-256 without knowing the password:
 *
 * <pre>SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey</pre>
 *
 * <p>The last three are in Base64; the keys are those of RFC 5802 with the hash of RFC 7677.
 *
 * <p>RFC 4013 (SASLprep) would change some passwords before they are hashed, but leaves those of printable ASCII
 * characters as they are. Others are refused here.
 *
 * @param salt what is hashed with the password
 * @param iterations how often it is hashed
 * @param storedKey what a client's proof is checked against
 * @param serverKey what the server proves itself with
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ScramVerifier(byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {
    /** The number that PostgreSQL uses, if it is not told another one. */
    static final int DEFAULT_ITERATIONS = 4096;

    static final int SALT_BYTES = 16;
    private static final int KEY_BITS = 256;

    /**
     * Computes the verifier of a password.
     *
     * @throws SQLException if the password is empty or holds a character other than the printable ones of ASCII
     */
    static ScramVerifier of(String password, byte[] salt, int iterations) throws SQLException {
        if (password.isEmpty() || password.chars().anyMatch(c -> c < ' ' || c >= 0x7f)) {
            throw new SQLException(
                    "a password for PostgreSQL must be of printable ASCII characters, one at least, to be hashed here",
                    "22023");
        }
        char[] characters = password.toCharArray();
        PBEKeySpec keySpec = new PBEKeySpec(characters, salt, iterations, KEY_BITS);
        try {
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(keySpec)
                    .getEncoded();
            byte[] clientKey = hmac(salted, "Client Key");
            byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
            byte[] serverKey = hmac(salted, "Server Key");
            Arrays.fill(salted, (byte) 0);
            Arrays.fill(clientKey, (byte) 0);
            return new ScramVerifier(salt.clone(), iterations, storedKey, serverKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks PBKDF2WithHmacSHA256", e);
        } finally {
            keySpec.clearPassword();
            Arrays.fill(characters, '\0');
        }
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the form in which PostgreSQL stores it; it holds neither quotes nor backslashes. */
    String exposeText() {
        Base64.Encoder base64 = Base64.getEncoder();
        return "SCRAM-SHA-256$" + iterations + ":" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(storedKey) + ":" + base64.encodeToString(serverKey);
    }

    @Override
    public String toString() {
        return "ScramVerifier[iterations=" + iterations + ", <redacted>]";
    }
}
