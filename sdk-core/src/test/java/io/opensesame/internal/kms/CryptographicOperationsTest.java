package io.opensesame.internal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.opensesame.error.KmsTransportException;
import io.opensesame.kms.crypto.AsymmetricDecryptRequest;
import io.opensesame.kms.crypto.AsymmetricEncryptRequest;
import io.opensesame.kms.crypto.AsymmetricSignRequest;
import io.opensesame.kms.crypto.AsymmetricVerifyRequest;
import io.opensesame.kms.crypto.CryptographicOperations;
import io.opensesame.kms.crypto.DecryptRequest;
import io.opensesame.kms.crypto.EncryptRequest;
import io.opensesame.kms.crypto.EncryptionAlgorithm;
import io.opensesame.kms.crypto.ExportDataKeyRequest;
import io.opensesame.kms.crypto.ExportDataKeyResponse;
import io.opensesame.kms.crypto.GenerateAndExportDataKeyRequest;
import io.opensesame.kms.crypto.GenerateAndExportDataKeyResponse;
import io.opensesame.kms.crypto.GenerateDataKeyRequest;
import io.opensesame.kms.crypto.GenerateDataKeyResponse;
import io.opensesame.kms.crypto.GenerateDataKeyWithoutPlaintextRequest;
import io.opensesame.kms.crypto.GetPublicKeyRequest;
import io.opensesame.kms.crypto.GetPublicKeyResponse;
import io.opensesame.kms.crypto.ReEncryptRequest;
import io.opensesame.kms.crypto.SigningAlgorithm;
import io.opensesame.kms.crypto.WrappingAlgorithm;
import io.opensesame.kms.crypto.WrappingKeySpec;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation is sent under its name, and its answer read. */
class CryptographicOperationsTest {
    private static final byte[] BLOB = {1, 2, 3};
    private static final byte[] DIGEST = new byte[32];

    /** Holds every field that some answer has. */
    private static final String ANSWER = """
            {"RequestId":"r-1","KeyId":"key-1","KeyVersionId":"v-1","Plaintext":"AP8Q","CiphertextBlob":"AQID",
             "ExportedDataKey":"BAUG","Value":"BwgJ"}""";

    private static CryptographicOperations keys(FakeTransport transport) {
        return transport.client().keys();
    }

    private static ExportDataKeyResponse export(CryptographicOperations keys) {
        return keys.exportDataKey(ExportDataKeyRequest.builder()
                .ciphertextBlob(BLOB)
                .publicKeyBlob(BLOB)
                .wrappingKeySpec(WrappingKeySpec.RSA_2048)
                .wrappingAlgorithm(WrappingAlgorithm.RSAES_OAEP_SHA_256)
                .build());
    }

    private static GenerateAndExportDataKeyResponse generateAndExport(CryptographicOperations keys) {
        return keys.generateAndExportDataKey(GenerateAndExportDataKeyRequest.builder()
                .keyId("key-1")
                .publicKeyBlob(BLOB)
                .wrappingKeySpec(WrappingKeySpec.RSA_2048)
                .wrappingAlgorithm(WrappingAlgorithm.RSAES_OAEP_SHA_256)
                .build());
    }

    private static Arguments operation(String action, Consumer<CryptographicOperations> check) {
        return arguments(action, check);
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                operation(
                        "Encrypt",
                        keys -> assertThat(keys.encrypt(EncryptRequest.of("alias/a", BLOB))
                                        .ciphertextBlob())
                                .containsExactly(1, 2, 3)),
                operation(
                        "Decrypt",
                        keys -> assertThat(keys.decrypt(DecryptRequest.of(BLOB)).exposePlaintext())
                                .containsExactly(0, 0xff, 16)),
                operation(
                        "ReEncrypt",
                        keys -> assertThat(keys.reEncrypt(ReEncryptRequest.of(BLOB, "key-2"))
                                        .ciphertextBlob())
                                .containsExactly(1, 2, 3)),
                operation("GenerateDataKey", keys -> {
                    GenerateDataKeyResponse answer = keys.generateDataKey(GenerateDataKeyRequest.of("alias/a"));
                    assertThat(answer.exposePlaintext()).containsExactly(0, 0xff, 16);
                    assertThat(answer.ciphertextBlob()).containsExactly(1, 2, 3);
                    assertThat(answer.keyId()).isEqualTo("key-1");
                    assertThat(answer.keyVersionId()).isEqualTo("v-1");
                    assertThat(answer.requestId()).isEqualTo("r-1");
                }),
                operation(
                        "GenerateDataKeyWithoutPlaintext",
                        keys -> assertThat(keys.generateDataKeyWithoutPlaintext(
                                                GenerateDataKeyWithoutPlaintextRequest.of("k"))
                                        .ciphertextBlob())
                                .containsExactly(1, 2, 3)),
                operation(
                        "ExportDataKey",
                        keys -> assertThat(export(keys).exportedDataKey()).containsExactly(4, 5, 6)),
                operation("GenerateAndExportDataKey", keys -> {
                    GenerateAndExportDataKeyResponse answer = generateAndExport(keys);
                    assertThat(answer.exportedDataKey()).containsExactly(4, 5, 6);
                    assertThat(answer.ciphertextBlob()).containsExactly(1, 2, 3);
                }),
                operation(
                        "AsymmetricSign",
                        keys -> assertThat(keys.asymmetricSign(
                                                AsymmetricSignRequest.of("k", "v", SigningAlgorithm.SM2DSA, DIGEST))
                                        .value())
                                .containsExactly(7, 8, 9)),
                operation(
                        "AsymmetricEncrypt",
                        keys -> assertThat(keys.asymmetricEncrypt(
                                                AsymmetricEncryptRequest.of("k", "v", EncryptionAlgorithm.SM2PKE, BLOB))
                                        .ciphertextBlob())
                                .containsExactly(1, 2, 3)),
                operation(
                        "AsymmetricDecrypt",
                        keys -> assertThat(keys.asymmetricDecrypt(
                                                AsymmetricDecryptRequest.of("k", "v", EncryptionAlgorithm.SM2PKE, BLOB))
                                        .exposePlaintext())
                                .containsExactly(0, 0xff, 16)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void operations(String action, Consumer<CryptographicOperations> check) {
        FakeTransport transport = FakeTransport.answering(ANSWER);

        check.accept(keys(transport));

        assertThat(transport.onlyCall().action()).isEqualTo(action);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "'\"true\"', true"})
    void asymmetricVerify_answer_isToldAsItIs(String value, boolean valid) {
        FakeTransport transport = FakeTransport.answering(
                "{\"KeyId\":\"k\",\"KeyVersionId\":\"v\",\"Value\":" + value + ",\"RequestId\":\"r\"}");
        AsymmetricVerifyRequest request = AsymmetricVerifyRequest.of("k", "v", SigningAlgorithm.SM2DSA, DIGEST, BLOB);

        assertThat(keys(transport).asymmetricVerify(request).valid()).isEqualTo(valid);
        assertThat(transport.onlyCall().action()).isEqualTo("AsymmetricVerify");
    }

    @Test
    void asymmetricVerify_neitherTrueNorFalse_fails() {
        FakeTransport transport = FakeTransport.answering("{\"KeyId\":\"k\",\"KeyVersionId\":\"v\",\"Value\":\"1\"}");
        AsymmetricVerifyRequest request = AsymmetricVerifyRequest.of("k", "v", SigningAlgorithm.SM2DSA, DIGEST, BLOB);

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> keys(transport).asymmetricVerify(request))
                .withMessageContaining("'Value' has an unexpected form");
    }

    @Test
    void getPublicKey_pemInOneLineOrMany_isDecoded() {
        for (String pem : new String[] {
            "-----BEGIN PUBLIC KEY-----\\nAQ\\nID\\n-----END PUBLIC KEY-----\\n",
            "-----BEGIN PUBLIC KEY-----\\r\\nAQID\\r\\n-----END PUBLIC KEY-----"
        }) {
            FakeTransport transport = FakeTransport.answering(
                    "{\"KeyId\":\"k\",\"KeyVersionId\":\"v\",\"PublicKey\":\"" + pem + "\",\"RequestId\":\"r\"}");

            GetPublicKeyResponse answer = keys(transport).getPublicKey(GetPublicKeyRequest.of("k", "v"));

            assertThat(answer.publicKeyDer()).containsExactly(1, 2, 3);
            assertThat(answer.publicKeyPem()).startsWith("-----BEGIN PUBLIC KEY-----");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"KeyVersionId\":\"v\",\"Plaintext\":\"AQID\"}|the field 'KeyId' is missing",
                "{\"KeyId\":\"k\",\"KeyVersionId\":\"v\"}|the field 'Plaintext' is missing",
                "{\"KeyId\":\"k\",\"KeyVersionId\":\"v\",\"Plaintext\":\"canary!\"}|'Plaintext' has an unexpected form"
            })
    void decrypt_answerNotUnderstood_failsWithoutItsContent(String json, String message) {
        FakeTransport transport = FakeTransport.answering(json);

        assertThatExceptionOfType(KmsTransportException.class)
                .isThrownBy(() -> keys(transport).decrypt(DecryptRequest.of(BLOB)))
                .withMessageContaining(message)
                .withMessageNotContaining("canary");
    }

    @Test
    void decrypt_nothingWasEncrypted_isEmpty() {
        FakeTransport transport =
                FakeTransport.answering("{\"KeyId\":\"k\",\"KeyVersionId\":\"v\",\"Plaintext\":\"\"}");

        assertThat(keys(transport).decrypt(DecryptRequest.of(BLOB)).exposePlaintext())
                .isEmpty();
    }
}
