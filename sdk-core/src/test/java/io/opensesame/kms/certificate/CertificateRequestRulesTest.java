package io.opensesame.kms.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.opensesame.kms.crypto.EncryptionAlgorithm;
import io.opensesame.kms.crypto.SigningAlgorithm;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule that a request is held to before any I/O, on both sides of its boundary. */
class CertificateRequestRulesTest {
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

    private static CreateCertificateRequest.Builder create() {
        return CreateCertificateRequest.builder()
                .keySpec(CertificateKeySpec.EC_P256)
                .subject("CN=orders.example.com,OU=IT,O=Example,C=CN");
    }

    private static UploadCertificateRequest.Builder upload() {
        return UploadCertificateRequest.builder().certificateId("c");
    }

    private static CertificatePrivateKeySignRequest.Builder sign() {
        return CertificatePrivateKeySignRequest.builder().certificateId("c").algorithm(SigningAlgorithm.ECDSA_SHA_256);
    }

    private static CertificatePublicKeyEncryptRequest encrypt(EncryptionAlgorithm algorithm, int sizeBytes) {
        return CertificatePublicKeyEncryptRequest.of("c", algorithm, new byte[sizeBytes]);
    }

    private static Arguments broken(String message, Supplier<?> request) {
        return arguments(message, request);
    }

    static Stream<Arguments> brokenRules() {
        return Stream.of(
                broken("certificateId must not be empty", () -> GetCertificateRequest.of("")),
                broken(
                        "certificateId is needed",
                        () -> DescribeCertificateRequest.builder().build()),
                broken("'CN=a,O=b' lacks OU, C", () -> create().subject("CN=a,O=b")),
                broken("RFC 2253", () -> create().subject("orders.example.com")),
                broken("got 'CN=a,,'", () -> create().subject("CN=a,,")),
                broken("at most 10", () -> create().subjectAlternativeNames(Collections.nCopies(11, "a.example"))),
                broken(
                        "a subject alternative name must not be empty",
                        () -> create().subjectAlternativeNames(List.of("a b"))),
                broken("certificate must be PEM", () -> upload().certificate("MIIB")),
                broken("certificate is needed", () -> upload().build()),
                broken(
                        "certificateChain holds a private key",
                        () -> upload().certificateChain(PEM + "-----BEGIN EC PRIVATE KEY-----\nMHc\n")),
                broken("got PENDING", () -> UpdateCertificateStatusRequest.of("c", CertificateStatus.PENDING)),
                broken("rawMessage or digest is needed", () -> sign().build()),
                broken("1 to 4096 bytes; got 4097", () -> sign().rawMessage(new byte[4_097])),
                broken("rawMessage must not be empty", () -> sign().rawMessage(new byte[0])),
                broken("digest has 32 bytes; got 31", () -> sign().digest(new byte[31])),
                broken(
                        "signatureValue is needed",
                        () -> CertificatePublicKeyVerifyRequest.builder()
                                .certificateId("c")
                                .algorithm(SigningAlgorithm.ECDSA_SHA_256)
                                .rawMessage(new byte[1])
                                .build()),
                broken("at most 190 bytes", () -> encrypt(EncryptionAlgorithm.RSAES_OAEP_SHA_256, 191)),
                broken("at most 214 bytes", () -> encrypt(EncryptionAlgorithm.RSAES_OAEP_SHA_1, 215)),
                broken("at most 6047 bytes", () -> encrypt(EncryptionAlgorithm.SM2PKE, 6_048)),
                broken("plaintext must not be empty", () -> encrypt(EncryptionAlgorithm.SM2PKE, 0)),
                broken(
                        "ciphertextBlob must not be empty",
                        () -> CertificatePrivateKeyDecryptRequest.of("c", EncryptionAlgorithm.SM2PKE, new byte[0])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void brokenRules(String message, Supplier<?> request) {
        assertThatIllegalArgumentException().isThrownBy(request::get).withMessageContaining(message);
    }

    @Test
    void build_atTheBoundary_isAllowed() {
        assertThat(sign().rawMessage(new byte[4_096]).build().message()).hasSize(4_096);
        assertThat(create().subjectAlternativeNames(Collections.nCopies(10, "a.example"))
                        .build()
                        .subjectAlternativeNames())
                .hasSize(10);
        assertThat(encrypt(EncryptionAlgorithm.RSAES_OAEP_SHA_256, 190).exposePlaintext())
                .hasSize(190);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=orders.example.com,OU=IT,O=Example,C=CN",
                "c=CN, st=Zhejiang, l=Hangzhou, o=\"Example, Ltd\", ou=IT, cn=orders",
                "CN=orders+OU=IT,O=Example\\, Ltd,C=CN"
            })
    void subject_anyFormOfRfc2253_isTaken(String subject) {
        assertThat(create().subject(subject).build().subject()).isEqualTo(subject);
    }

    @Test
    void messageAndDigest_setBoth_theLastCounts() {
        CertificatePrivateKeySignRequest request =
                sign().digest(new byte[32]).rawMessage(new byte[] {7}).build();

        assertThat(request.messageType()).isEqualTo(MessageType.RAW);
        assertThat(request.message()).containsExactly(7);
    }
}
