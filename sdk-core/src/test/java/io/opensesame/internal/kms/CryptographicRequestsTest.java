package io.opensesame.internal.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.internal.http.RpcCall;
import io.opensesame.kms.crypto.AsymmetricDecryptRequest;
import io.opensesame.kms.crypto.AsymmetricEncryptRequest;
import io.opensesame.kms.crypto.AsymmetricSignRequest;
import io.opensesame.kms.crypto.AsymmetricVerifyRequest;
import io.opensesame.kms.crypto.DataKeySpec;
import io.opensesame.kms.crypto.DecryptRequest;
import io.opensesame.kms.crypto.EncryptRequest;
import io.opensesame.kms.crypto.EncryptionAlgorithm;
import io.opensesame.kms.crypto.EncryptionContext;
import io.opensesame.kms.crypto.ExportDataKeyRequest;
import io.opensesame.kms.crypto.GenerateAndExportDataKeyRequest;
import io.opensesame.kms.crypto.GenerateDataKeyRequest;
import io.opensesame.kms.crypto.GenerateDataKeyWithoutPlaintextRequest;
import io.opensesame.kms.crypto.GetPublicKeyRequest;
import io.opensesame.kms.crypto.ReEncryptRequest;
import io.opensesame.kms.crypto.SigningAlgorithm;
import io.opensesame.kms.crypto.WrappingAlgorithm;
import io.opensesame.kms.crypto.WrappingKeySpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CryptographicRequestsTest {
    private static final EncryptionContext CONTEXT = EncryptionContext.of(Map.of("tenant", "7", "order", "a\"b"));
    private static final String CONTEXT_JSON = "{\"order\":\"a\\\"b\",\"tenant\":\"7\"}";
    private static final byte[] BLOB = {0, (byte) 0xff, 16};
    private static final byte[] DIGEST = new byte[32];
    private static final String DIGEST_TEXT = Base64.getEncoder().encodeToString(DIGEST);

    private static void assertCall(
            RpcCall call, String action, String resource, boolean inBody, Map<String, String> parameters) {
        assertThat(call.action()).isEqualTo(action);
        assertThat(call.resource()).isEqualTo(resource);
        assertThat(call.parameters()).isEqualTo(parameters);
        assertThat(call.confidential()).isEqualTo(inBody);
    }

    @Test
    void write_encrypt_sendsBase64InConfidenceAndNoEmptyContext() {
        assertCall(
                CryptographicRequests.write(EncryptRequest.of("alias/orders", BLOB)),
                "Encrypt",
                "alias/orders",
                true,
                Map.of("KeyId", "alias/orders", "Plaintext", "AP8Q"));
    }

    @Test
    void write_encryptWithEverything_sendsContextAsJson() {
        RpcCall call = CryptographicRequests.write(EncryptRequest.builder()
                .keyId("k")
                .plaintext(BLOB)
                .encryptionContext(CONTEXT)
                .dryRun(true)
                .build());

        assertThat(call.parameters())
                .isEqualTo(
                        Map.of("KeyId", "k", "Plaintext", "AP8Q", "EncryptionContext", CONTEXT_JSON, "DryRun", "true"));
    }

    @Test
    void write_decrypt_namesNoKey() {
        assertCall(
                CryptographicRequests.write(DecryptRequest.of(BLOB, CONTEXT)),
                "Decrypt",
                "",
                true,
                Map.of("CiphertextBlob", "AP8Q", "EncryptionContext", CONTEXT_JSON));
    }

    @Test
    void write_generateDataKey_leavesTheKindToKmsAndGoesInTheBody() {
        assertCall(
                CryptographicRequests.write(GenerateDataKeyRequest.of("k")),
                "GenerateDataKey",
                "k",
                true,
                Map.of("KeyId", "k"));
    }

    @Test
    void write_generateDataKeyOfAKindOrSize_sendsIt() {
        RpcCall ofKind = CryptographicRequests.write(GenerateDataKeyRequest.builder()
                .keyId("k")
                .dataKeySpec(DataKeySpec.AES_128)
                .encryptionContext(CONTEXT)
                .build());
        RpcCall ofSize = CryptographicRequests.write(GenerateDataKeyWithoutPlaintextRequest.builder()
                .keyId("k")
                .numberOfBytes(64)
                .dryRun(true)
                .build());

        assertThat(ofKind.parameters())
                .isEqualTo(Map.of("KeyId", "k", "KeySpec", "AES_128", "EncryptionContext", CONTEXT_JSON));
        assertCall(
                ofSize,
                "GenerateDataKeyWithoutPlaintext",
                "k",
                true,
                Map.of("KeyId", "k", "NumberOfBytes", "64", "DryRun", "true"));
    }

    @Test
    void write_reEncrypt_sendsBothContexts() {
        RpcCall call = CryptographicRequests.write(ReEncryptRequest.builder()
                .ciphertextBlob(BLOB)
                .destinationKeyId("k2")
                .sourceEncryptionContext(CONTEXT)
                .destinationEncryptionContext(EncryptionContext.of("a", "b"))
                .build());

        assertCall(
                call,
                "ReEncrypt",
                "k2",
                true,
                Map.of(
                        "CiphertextBlob",
                        "AP8Q",
                        "DestinationKeyId",
                        "k2",
                        "SourceEncryptionContext",
                        CONTEXT_JSON,
                        "DestinationEncryptionContext",
                        "{\"a\":\"b\"}"));
    }

    @Test
    void write_reEncryptOfAnAsymmetricCiphertext_namesItsKey() {
        RpcCall call = CryptographicRequests.write(ReEncryptRequest.builder()
                .ciphertextBlob(BLOB)
                .destinationKeyId("k2")
                .asymmetricSource("k1", "v1", EncryptionAlgorithm.RSAES_OAEP_SHA_256)
                .build());

        assertThat(call.parameters())
                .isEqualTo(Map.of(
                        "CiphertextBlob", "AP8Q",
                        "DestinationKeyId", "k2",
                        "SourceKeyId", "k1",
                        "SourceKeyVersionId", "v1",
                        "SourceEncryptionAlgorithm", "RSAES_OAEP_SHA_256"));
    }

    @Test
    void write_exports_sendThePublicKey() {
        RpcCall export = CryptographicRequests.write(ExportDataKeyRequest.builder()
                .ciphertextBlob(BLOB)
                .encryptionContext(CONTEXT)
                .publicKeyBlob(new byte[] {1, 2, 3})
                .wrappingKeySpec(WrappingKeySpec.RSA_2048)
                .wrappingAlgorithm(WrappingAlgorithm.RSAES_OAEP_SHA_1)
                .build());
        RpcCall generate = CryptographicRequests.write(GenerateAndExportDataKeyRequest.builder()
                .keyId("k")
                .numberOfBytes(16)
                .publicKeyBlob(new byte[] {1, 2, 3})
                .wrappingKeySpec(WrappingKeySpec.EC_SM2)
                .wrappingAlgorithm(WrappingAlgorithm.SM2PKE)
                .build());

        assertCall(
                export,
                "ExportDataKey",
                "",
                true,
                Map.of(
                        "CiphertextBlob", "AP8Q",
                        "EncryptionContext", CONTEXT_JSON,
                        "PublicKeyBlob", "AQID",
                        "WrappingKeySpec", "RSA_2048",
                        "WrappingAlgorithm", "RSAES_OAEP_SHA_1"));
        assertCall(
                generate,
                "GenerateAndExportDataKey",
                "k",
                true,
                Map.of(
                        "KeyId", "k",
                        "NumberOfBytes", "16",
                        "PublicKeyBlob", "AQID",
                        "WrappingKeySpec", "EC_SM2",
                        "WrappingAlgorithm", "SM2PKE"));
    }

    @Test
    void write_signAndVerify_sendTheDigest() {
        assertCall(
                CryptographicRequests.write(AsymmetricSignRequest.of("k", "v", SigningAlgorithm.ECDSA_SHA_256, DIGEST)),
                "AsymmetricSign",
                "k",
                true,
                Map.of("KeyId", "k", "KeyVersionId", "v", "Algorithm", "ECDSA_SHA_256", "Digest", DIGEST_TEXT));
        assertCall(
                CryptographicRequests.write(
                        AsymmetricVerifyRequest.of("k", "v", SigningAlgorithm.SM2DSA, DIGEST, BLOB)),
                "AsymmetricVerify",
                "k",
                true,
                Map.of(
                        "KeyId", "k",
                        "KeyVersionId", "v",
                        "Algorithm", "SM2DSA",
                        "Digest", DIGEST_TEXT,
                        "Value", "AP8Q"));
    }

    @Test
    void write_asymmetricEncryptAndDecrypt_sendTheirDataInTheBody() {
        assertCall(
                CryptographicRequests.write(AsymmetricEncryptRequest.of("k", "v", EncryptionAlgorithm.SM2PKE, BLOB)),
                "AsymmetricEncrypt",
                "k",
                true,
                Map.of("KeyId", "k", "KeyVersionId", "v", "Algorithm", "SM2PKE", "Plaintext", "AP8Q"));
        assertCall(
                CryptographicRequests.write(
                        AsymmetricDecryptRequest.of("k", "v", EncryptionAlgorithm.RSAES_OAEP_SHA_1, BLOB)),
                "AsymmetricDecrypt",
                "k",
                true,
                Map.of(
                        "KeyId", "k",
                        "KeyVersionId", "v",
                        "Algorithm", "RSAES_OAEP_SHA_1",
                        "CiphertextBlob", "AP8Q"));
    }

    @Test
    void write_getPublicKey_namesKeyAndVersion() {
        assertCall(
                CryptographicRequests.write(GetPublicKeyRequest.of("alias/sign", "v")),
                "GetPublicKey",
                "alias/sign",
                false,
                Map.of("KeyId", "alias/sign", "KeyVersionId", "v"));
    }
}
