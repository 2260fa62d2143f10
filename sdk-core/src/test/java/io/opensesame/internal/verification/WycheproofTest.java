package io.opensesame.internal.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.kms.crypto.SigningAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that are forged, malformed or strange but right, through the keys that verify. */
class WycheproofTest {
    @ParameterizedTest
    @CsvSource({
        "ecdsa_secp256r1_sha256_test.json, ECDSA_SHA_256",
        "ecdsa_secp256k1_sha256_test.json, ECDSA_SHA_256",
        "rsa_pss_2048_sha256_mgf1_32_test.json, RSA_PSS_SHA_256"
    })
    void verify_everyVector_isJudgedRight(String fileName, String algorithm) throws IOException {
        SigningAlgorithm signing = SigningAlgorithm.of(algorithm);

        Wycheproof.forEach(fileName, vector -> {
            VerificationKey key = VerificationKey.of(signing, vector.publicKeyDer());
            if (key instanceof P256VerificationKey && isRefusedByTheJdk(vector)) {
                return;
            }

            assertThat(key.verify(new ByteArrayInputStream(vector.message()), vector.signature()))
                    .as(vector.name())
                    .isEqualTo(vector.valid());
        });
    }

    /**
     * The JDK 17 takes a right signature for wrong if its r is less than the field's prime less the curve's order: one
     * in 2^128 is such. JDK 25 doesn't.
     */
    private static boolean isRefusedByTheJdk(Wycheproof.Vector vector) {
        Optional<EcdsaSignature> signature = EcdsaSignature.parse(vector.signature());
        return vector.valid() && signature.isPresent() && signature.get().r().bitLength() < 128;
    }
}
