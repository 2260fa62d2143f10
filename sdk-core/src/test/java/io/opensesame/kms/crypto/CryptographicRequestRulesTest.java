package io.opensesame.kms.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule that a request is held to before any I/O, on both sides of its boundary. */
class CryptographicRequestRulesTest {
    private static final byte[] DIGEST = new byte[32];

    private static GenerateAndExportDataKeyRequest.Builder export() {
        return GenerateAndExportDataKeyRequest.builder()
                .keyId("k")
                .publicKeyBlob(new byte[] {1})
                .wrappingKeySpec(WrappingKeySpec.RSA_2048)
                .wrappingAlgorithm(WrappingAlgorithm.RSAES_OAEP_SHA_256);
    }

    private static AsymmetricEncryptRequest encrypt(EncryptionAlgorithm algorithm, int sizeBytes) {
        return AsymmetricEncryptRequest.of("k", "v", algorithm, new byte[sizeBytes]);
    }

    private static Arguments broken(String message, Supplier<?> request) {
        return arguments(message, request);
    }

    private static Arguments kept(String rule, Supplier<?> request) {
        return arguments(rule, request);
    }

    static Stream<Arguments> brokenRules() {
        return Stream.of(
                broken("a key's id must not be empty", () -> EncryptRequest.of("", new byte[1])),
                broken("got U+0020", () -> EncryptRequest.of("alias/a b", new byte[1])),
                broken("keyId is needed", () -> EncryptRequest.builder().build()),
                broken(
                        "plaintext is needed",
                        () -> EncryptRequest.builder().keyId("k").build()),
                broken("plaintext must not be empty", () -> EncryptRequest.of("k", new byte[0])),
                broken("1 to 6144 bytes; got 6145", () -> EncryptRequest.of("k", new byte[6_145])),
                broken("under a data key", () -> EncryptRequest.of("k", new byte[6_145])),
                broken("ciphertextBlob must not be empty", () -> DecryptRequest.of(new byte[0])),
                broken(
                        "ciphertextBlob is needed",
                        () -> DecryptRequest.builder().build()),
                broken(
                        "between 1 and 1024; got 0",
                        () -> GenerateDataKeyRequest.builder().numberOfBytes(0)),
                broken(
                        "between 1 and 1024; got 1025",
                        () -> GenerateDataKeyWithoutPlaintextRequest.builder().numberOfBytes(1_025)),
                broken(
                        "a spec or a size",
                        () -> GenerateDataKeyRequest.builder()
                                .keyId("k")
                                .numberOfBytes(16)
                                .dataKeySpec(DataKeySpec.AES_128)
                                .build()),
                broken(
                        "a spec or a size",
                        () -> export().numberOfBytes(16)
                                .dataKeySpec(DataKeySpec.AES_128)
                                .build()),
                broken(
                        "destinationKeyId is needed",
                        () -> ReEncryptRequest.builder()
                                .ciphertextBlob(new byte[1])
                                .build()),
                broken("not an alias", () -> ReEncryptRequest.of(new byte[1], "alias/app")),
                broken(
                        "has no encryption context",
                        () -> ReEncryptRequest.builder()
                                .ciphertextBlob(new byte[1])
                                .destinationKeyId("k")
                                .asymmetricSource("k2", "v2", EncryptionAlgorithm.SM2PKE)
                                .sourceEncryptionContext(EncryptionContext.of("a", "b"))
                                .build()),
                broken(
                        "wrappingAlgorithm is needed",
                        () -> ExportDataKeyRequest.builder()
                                .ciphertextBlob(new byte[1])
                                .publicKeyBlob(new byte[1])
                                .wrappingKeySpec(WrappingKeySpec.EC_SM2)
                                .build()),
                broken(
                        "got RSAES_OAEP_SHA_256 with EC_SM2",
                        () -> export().wrappingKeySpec(WrappingKeySpec.EC_SM2).build()),
                broken(
                        "got SM2PKE with RSA_2048",
                        () -> export().wrappingAlgorithm(WrappingAlgorithm.SM2PKE)
                                .build()),
                broken(
                        "at most 190 bytes; got 191",
                        () -> export().numberOfBytes(191).build()),
                broken(
                        "at most 214 bytes; got 215",
                        () -> export().wrappingAlgorithm(WrappingAlgorithm.RSAES_OAEP_SHA_1)
                                .numberOfBytes(215)
                                .build()),
                broken(
                        "digest has 32 bytes; got 20",
                        () -> AsymmetricSignRequest.of("k", "v", SigningAlgorithm.SM2DSA, new byte[20])),
                broken(
                        "value must not be empty",
                        () -> AsymmetricVerifyRequest.of("k", "v", SigningAlgorithm.SM2DSA, DIGEST, new byte[0])),
                broken(
                        "keyVersionId is needed",
                        () -> GetPublicKeyRequest.builder().keyId("k").build()),
                broken("keyVersionId must not be empty", () -> GetPublicKeyRequest.of("k", "")),
                broken("at most 318 bytes", () -> encrypt(EncryptionAlgorithm.RSAES_OAEP_SHA_256, 319)),
                broken("at most 342 bytes", () -> encrypt(EncryptionAlgorithm.RSAES_OAEP_SHA_1, 343)),
                broken("at most 6047 bytes", () -> encrypt(EncryptionAlgorithm.SM2PKE, 6_048)),
                broken("a signing algorithm's name must not be empty", () -> SigningAlgorithm.of("")),
                broken("one PEM block", () -> new GetPublicKeyResponse("k", "v", "MFkw", "r")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void brokenRules(String message, Supplier<?> request) {
        assertThatIllegalArgumentException().isThrownBy(request::get).withMessageContaining(message);
    }

    static Stream<Arguments> keptRules() {
        return Stream.of(
                kept("6,144 bytes", () -> EncryptRequest.of("acs:kms:cn-hangzhou:1:key/k", new byte[6_144])),
                kept(
                        "1,024 bytes",
                        () -> GenerateDataKeyRequest.builder()
                                .keyId("alias/a")
                                .numberOfBytes(1_024)
                                .build()),
                kept(
                        "1 byte",
                        () -> GenerateDataKeyRequest.builder()
                                .keyId("k")
                                .numberOfBytes(1)
                                .build()),
                kept("190 bytes", () -> export().numberOfBytes(190).build()),
                kept(
                        "SM2 without bound",
                        () -> export().wrappingKeySpec(WrappingKeySpec.EC_SM2)
                                .wrappingAlgorithm(WrappingAlgorithm.SM2PKE)
                                .numberOfBytes(1_024)
                                .build()),
                kept(
                        "a wrapping key of the future",
                        () -> export().wrappingKeySpec(WrappingKeySpec.of("RSA_4096"))
                                .numberOfBytes(400)
                                .build()),
                kept("318 bytes", () -> encrypt(EncryptionAlgorithm.RSAES_OAEP_SHA_256, 318)),
                kept("6,047 bytes", () -> encrypt(EncryptionAlgorithm.SM2PKE, 6_047)),
                kept("an algorithm of the future", () -> encrypt(EncryptionAlgorithm.of("NEW"), 9_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void keptRules(String rule, Supplier<?> request) {
        assertThatNoException().as(rule).isThrownBy(request::get);
    }

    @Test
    void arrays_areCopiedInAndOut() {
        byte[] blob = {1, 2};
        DecryptRequest request = DecryptRequest.of(blob);
        EncryptResponse answer = new EncryptResponse("k", "v", blob, "r");
        blob[0] = 9;
        request.ciphertextBlob()[1] = 9;
        answer.ciphertextBlob()[1] = 9;

        assertThat(request.ciphertextBlob()).containsExactly(1, 2);
        assertThat(answer.ciphertextBlob()).containsExactly(1, 2);
    }

    @Test
    void openNames_sameName_areEqual() {
        assertThat(SigningAlgorithm.of("SM2DSA"))
                .isEqualTo(SigningAlgorithm.SM2DSA)
                .hasSameHashCodeAs(SigningAlgorithm.SM2DSA)
                .hasToString("SM2DSA");
        assertThat(EncryptionAlgorithm.of("SM2PKE")).isEqualTo(EncryptionAlgorithm.SM2PKE);
        assertThat(DataKeySpec.of("AES_128")).isEqualTo(DataKeySpec.AES_128).isNotEqualTo(DataKeySpec.AES_256);
        assertThat(WrappingKeySpec.of("RSA_2048")).isEqualTo(WrappingKeySpec.RSA_2048);
        assertThat(WrappingAlgorithm.of("X")).isEqualTo(WrappingAlgorithm.of("X"));
    }
}
