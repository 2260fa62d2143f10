package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScramVerifierTest {
    /** The exchange of RFC 7677, section 3. */
    private static final String AUTH_MESSAGE = "n=user,r=rOprNGfwEbeRWgbNEkqO,"
            + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
            + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

    private static final byte[] SALT = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
    private static final byte[] PROOF = Base64.getDecoder().decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");

    @Test
    void of_exampleOfRfc7677_provesTheServerAndAcceptsTheClient() throws SQLException, GeneralSecurityException {
        ScramVerifier verifier = ScramVerifier.of("pencil", SALT, 4096);

        assertThat(Base64.getEncoder().encodeToString(hmac(verifier.serverKey())))
                .isEqualTo("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
        byte[] clientKey = hmac(verifier.storedKey());
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= PROOF[i];
        }
        assertThat(MessageDigest.getInstance("SHA-256").digest(clientKey)).isEqualTo(verifier.storedKey());
    }

    @Test
    void exposeText_anyPassword_hasTheFormThatPostgreSqlStores() throws SQLException {
        assertThat(ScramVerifier.of("pencil", SALT, 5000).exposeText())
                .matches("SCRAM-SHA-256\\$5000:W22ZaJ0SNY7soEsUEjb6gQ==\\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=");
    }

    @Test
    void toString_anyPassword_tellsNoKey() throws SQLException {
        assertThat(ScramVerifier.of("pencil", SALT, 4096)).hasToString("ScramVerifier[iterations=4096, <redacted>]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pässword", "a\u00a0b", "tab\t", "del\u007f", "nul\0"})
    void of_passwordThatNeedsPreparation_isRefusedUnquoted(String password) {
        assertThatThrownBy(() -> ScramVerifier.of(password, SALT, 4096))
                .isInstanceOf(SQLException.class)
                .hasMessage(
                        "a password for PostgreSQL must be of printable ASCII characters, one at least, to be hashed"
                                + " here");
    }

    private static byte[] hmac(byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(AUTH_MESSAGE.getBytes(StandardCharsets.US_ASCII));
    }
}
