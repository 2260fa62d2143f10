package io.opensesame.kms.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.kms.certificate.CertificatePrivateKeyDecryptResponse;
import io.opensesame.kms.certificate.CertificatePrivateKeySignRequest;
import io.opensesame.kms.certificate.CertificatePublicKeyEncryptRequest;
import io.opensesame.kms.certificate.CertificatePublicKeyVerifyRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A canary that no type which holds it may show, in any form. */
class CryptographicRedactionTest {
    private static final String CANARY = "canary-7f3a-canary-7f3a-canary-7";
    private static final byte[] BYTES = CANARY.getBytes(StandardCharsets.UTF_8);

    static Stream<Object> plaintextBearing() {
        return Stream.of(
                Plaintext.of(BYTES),
                EncryptRequest.of("k", BYTES),
                new DecryptResponse("k", "v", Plaintext.of(BYTES), "r"),
                new GenerateDataKeyResponse("k", "v", Plaintext.of(BYTES), BYTES, "r"),
                AsymmetricEncryptRequest.of("k", "v", EncryptionAlgorithm.SM2PKE, BYTES),
                new AsymmetricDecryptResponse("k", "v", Plaintext.of(BYTES), "r"),
                CertificatePublicKeyEncryptRequest.of("c", EncryptionAlgorithm.SM2PKE, BYTES),
                new CertificatePrivateKeyDecryptResponse("c", Plaintext.of(BYTES), "r"));
    }

    static Stream<Object> bytesBearing() {
        return Stream.of(
                DecryptRequest.of(BYTES),
                new EncryptResponse("k", "v", BYTES, "r"),
                AsymmetricSignRequest.of("k", "v", SigningAlgorithm.SM2DSA, BYTES),
                new AsymmetricSignResponse("k", "v", BYTES, "r"),
                AsymmetricVerifyRequest.of("k", "v", SigningAlgorithm.SM2DSA, BYTES, BYTES),
                CertificatePrivateKeySignRequest.builder()
                        .certificateId("c")
                        .algorithm(SigningAlgorithm.SM2DSA)
                        .rawMessage(BYTES)
                        .build(),
                CertificatePublicKeyVerifyRequest.builder()
                        .certificateId("c")
                        .algorithm(SigningAlgorithm.SM2DSA)
                        .digest(BYTES)
                        .signatureValue(BYTES)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("plaintextBearing")
    void toString_holdsPlaintext_saysThatItIsRedacted(Object holder) {
        assertThat(holder.toString()).contains("redacted");
        assertHidden(holder);
    }

    @ParameterizedTest
    @MethodSource("bytesBearing")
    void toString_holdsBytes_leavesThemOut(Object holder) {
        assertHidden(holder);
    }

    private static void assertHidden(Object holder) {
        assertThat(holder.toString())
                .doesNotContain(CANARY)
                .doesNotContain(Base64.getEncoder().encodeToString(BYTES))
                .doesNotContain(HexFormat.of().formatHex(BYTES))
                .doesNotContain(Arrays.toString(BYTES))
                .doesNotContain("[B@")
                .doesNotContain(Integer.toString(BYTES.length));
    }
}
