package io.opensesame.jdbc.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class MariaDbHashesTest {
    private static final int X509_PREFIX_BYTES = 12;

    @Test
    void nativePassword_exampleOfTheManual_isAsThere() {
        assertThat(MariaDbHashes.nativePassword("mariadb")).isEqualTo("*54958E764CE10E50764C2EECBB71D01F08549980");
    }

    @Test
    void ed25519_exampleOfTheManual_isAsThere() {
        assertThat(MariaDbHashes.ed25519("secret")).isEqualTo("ZIgUREUg5PVgQ6LskhXmO+eZLS0nC8be6HPjYWR4YJY");
    }

    @Property(tries = 25)
    void ed25519_passwordOfTheJdksLength_isTheKeyThatTheJdkMakes(
            @ForAll @StringLength(32) @CharRange(from = ' ', to = '~') String password)
            throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(255, seeded(password));
        byte[] x509 = generator.generateKeyPair().getPublic().getEncoded();

        assertThat(MariaDbHashes.ed25519(password))
                .isEqualTo(Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(Arrays.copyOfRange(x509, X509_PREFIX_BYTES, x509.length)));
    }

    /** Returns a source of randomness that gives the bytes of a text, which makes them the private key. */
    private static SecureRandom seeded(String text) {
        return new SecureRandom() {
            private static final long serialVersionUID = 1;

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, bytes.length);
            }
        };
    }
}
