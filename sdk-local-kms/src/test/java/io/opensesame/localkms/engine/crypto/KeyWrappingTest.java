package io.opensesame.localkms.engine.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyWrappingTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AsymmetricKey RSA = AsymmetricKey.generate(KeySpec.RSA_2048, RANDOM);
    private static final AsymmetricKey SM2 = AsymmetricKey.generate(KeySpec.EC_SM2, RANDOM);
    private static final byte[] MATERIAL = new byte[32];

    @ParameterizedTest
    @CsvSource({"RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1", "RSAES_PKCS1_V1_5", "SM2PKE"})
    void wrap_isUnwrappedByTheOwnerOfTheKey(KeyAlgorithm algorithm) {
        AsymmetricKey owner = algorithm == KeyAlgorithm.SM2PKE ? SM2 : RSA;

        byte[] wrapped = KeyWrapping.wrap(algorithm, owner.publicKeyDer(), MATERIAL, RANDOM);

        assertThat(owner.decrypt(algorithm, wrapped))
                .hasValueSatisfying(unwrapped -> assertThat(unwrapped).isEqualTo(MATERIAL));
    }

    @ParameterizedTest
    @CsvSource({"RSAES_OAEP_SHA_256, 190", "RSAES_OAEP_SHA_1, 214", "RSAES_PKCS1_V1_5, 245"})
    void wrap_longerThanFits_isRefused(KeyAlgorithm algorithm, int maximum) {
        assertThat(KeyWrapping.wrap(algorithm, RSA.publicKeyDer(), new byte[maximum], RANDOM))
                .hasSize(256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyWrapping.wrap(algorithm, RSA.publicKeyDer(), new byte[maximum + 1], RANDOM))
                .withMessageContaining("to " + maximum + " bytes");
    }

    @Test
    void wrap_underAKeyOfAnotherKind_isRefused() {
        AsymmetricKey longRsa = AsymmetricKey.generate(KeySpec.RSA_3072, RANDOM);
        AsymmetricKey p256 = AsymmetricKey.generate(KeySpec.EC_P256, RANDOM);

        assertRefused(KeyAlgorithm.RSAES_OAEP_SHA_256, longRsa.publicKeyDer(), "under a key of RSA_2048");
        assertRefused(KeyAlgorithm.RSAES_OAEP_SHA_256, SM2.publicKeyDer(), "under a key of RSA_2048");
        assertRefused(KeyAlgorithm.SM2PKE, p256.publicKeyDer(), "under a key of EC_SM2");
        assertRefused(KeyAlgorithm.SM2PKE, RSA.publicKeyDer(), "under a key of EC_SM2");
        assertRefused(KeyAlgorithm.SM2DSA, SM2.publicKeyDer(), "does not encrypt");
    }

    @Test
    void wrap_underNoKey_isRefused() {
        byte[] cut = Arrays.copyOf(RSA.publicKeyDer(), 100);

        assertRefused(KeyAlgorithm.RSAES_OAEP_SHA_256, cut, "no public key");
        assertRefused(KeyAlgorithm.RSAES_OAEP_SHA_256, new byte[0], "no public key");
        assertRefused(KeyAlgorithm.SM2PKE, new byte[] {0x30, 0x00}, "no public key");
    }

    private static void assertRefused(KeyAlgorithm algorithm, byte[] publicKeyDer, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyWrapping.wrap(algorithm, publicKeyDer, MATERIAL, RANDOM))
                .withMessageContaining(message);
    }
}
