package io.opensesame.localkms.engine.key;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static io.opensesame.localkms.engine.RefusalAssert.assertMissing;
import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.localkms.engine.TestKms;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.crypto.AsymmetricKey;
import io.opensesame.localkms.engine.crypto.KeyAlgorithm;
import io.opensesame.localkms.engine.crypto.KeySpec;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SymmetricOperationsTest {
    private static final String PLAINTEXT = base64("hello".getBytes(StandardCharsets.US_ASCII));

    private final TestKms kms = new TestKms();
    private final String keyId = create("Aliyun_AES_256");

    @ParameterizedTest
    @EnumSource(
            value = KeySpec.class,
            names = {"AES_256", "AES_192", "AES_128", "SM4"})
    void encrypt_underEverySpec_decrypts(KeySpec spec) {
        String id = create(spec.wireName());
        kms.call("CreateAlias", "KeyId", id, "AliasName", "alias/a");

        JsonNode encrypted = kms.call("Encrypt", "KeyId", "alias/a", "Plaintext", PLAINTEXT);
        JsonNode decrypted = decrypt(blob(encrypted));

        assertThat(encrypted.get("KeyId").textValue()).isEqualTo(id);
        assertThat(decrypted.toString())
                .isEqualTo("{\"KeyId\":\"" + id + "\",\"KeyVersionId\":" + encrypted.get("KeyVersionId")
                        + ",\"Plaintext\":\"" + PLAINTEXT + "\"}");
    }

    @Test
    void blob_hasTheServicesLayout() {
        JsonNode encrypted = kms.call("Encrypt", "KeyId", keyId, "Plaintext", base64(new byte[32]));

        byte[] blob = Base64.getDecoder().decode(blob(encrypted));

        assertThat(blob).hasSize(108);
        assertThat(new String(blob, 0, 36, StandardCharsets.US_ASCII))
                .isEqualTo(encrypted.get("KeyVersionId").textValue());
        assertThat(blob(kms.call("Encrypt", "KeyId", keyId, "Plaintext", base64(new byte[32]))))
                .isNotEqualTo(blob(encrypted));
    }

    @Test
    void decrypt_ofADamagedBlob_isRefusedAtEveryByte() {
        byte[] blob = Base64.getDecoder().decode(blob(kms.call("Encrypt", "KeyId", keyId, "Plaintext", PLAINTEXT)));

        for (int i = 0; i < blob.length; i++) {
            byte[] damaged = blob.clone();
            damaged[i] ^= 1;
            ServiceRefusal refusal = kms.refused("Decrypt", "CiphertextBlob", base64(damaged));
            if (i >= 36) {
                assertInvalid(refusal, "CiphertextBlob");
            } else {
                assertThat(refusal.code()).isIn("InvalidParameter", "Forbidden.KeyNotFound");
            }
        }
        for (int length = 1; length < blob.length; length++) {
            assertInvalid(
                    kms.refused("Decrypt", "CiphertextBlob", base64(Arrays.copyOf(blob, length))), "CiphertextBlob");
        }
        assertInvalid(
                kms.refused("Decrypt", "CiphertextBlob", base64(Arrays.copyOf(blob, blob.length + 1))),
                "CiphertextBlob");
    }

    @Test
    void decrypt_ofABlobThatNamesAnotherVersion_isRefused() {
        byte[] blob = Base64.getDecoder().decode(blob(kms.call("Encrypt", "KeyId", keyId, "Plaintext", PLAINTEXT)));
        JsonNode other = kms.call("Encrypt", "KeyId", create("Aliyun_AES_256"), "Plaintext", PLAINTEXT);
        byte[] otherVersion = other.get("KeyVersionId").textValue().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(otherVersion, 0, blob, 0, otherVersion.length);

        assertInvalid(kms.refused("Decrypt", "CiphertextBlob", base64(blob)), "CiphertextBlob");
    }

    @Test
    void encrypt_takesUpTo6144Bytes() {
        byte[] longest = new byte[6_144];

        assertThat(decrypt(blob(kms.call("Encrypt", "KeyId", keyId, "Plaintext", base64(longest))))
                        .get("Plaintext")
                        .textValue())
                .isEqualTo(base64(longest));
        assertInvalid(kms.refused("Encrypt", "KeyId", keyId, "Plaintext", base64(new byte[6_145])), "Plaintext");
        assertInvalid(kms.refused("Encrypt", "KeyId", keyId, "Plaintext", "?"), "Plaintext");
        assertMissing(kms.refused("Encrypt", "KeyId", keyId), "Plaintext");
        assertMissing(kms.refused("Encrypt", "Plaintext", PLAINTEXT), "KeyId");
        assertMissing(kms.refused("Decrypt"), "CiphertextBlob");
    }

    @ParameterizedTest
    @CsvSource({", , 32", "AES_256, , 32", "AES_128, , 16", ", 1, 1", "AES_128, 1024, 1024"})
    void generateDataKey_hasTheLengthAskedFor_andDecrypts(String spec, String bytes, int expected) {
        Map<String, String> parameters = dataKeyParameters(spec, bytes);
        parameters.put("EncryptionContext", "{\"a\":\"b\"}");

        JsonNode answer = kms.engine.perform("GenerateDataKey", parameters, TestKms.ROOT);

        assertThat(Base64.getDecoder().decode(answer.get("Plaintext").textValue()))
                .hasSize(expected);
        assertThat(kms.call("Decrypt", "CiphertextBlob", blob(answer), "EncryptionContext", "{\"a\":\"b\"}")
                        .get("Plaintext"))
                .isEqualTo(answer.get("Plaintext"));
        JsonNode without = kms.engine.perform("GenerateDataKeyWithoutPlaintext", parameters, TestKms.ROOT);
        assertThat(TestKms.fieldNames(without)).containsExactly("KeyId", "KeyVersionId", "CiphertextBlob");
        assertThat(without.get("CiphertextBlob")).isNotEqualTo(answer.get("CiphertextBlob"));
    }

    @ParameterizedTest
    @CsvSource({"AES_512, , KeySpec", "Aliyun_AES_256, , KeySpec", ", 0, NumberOfBytes", ", 1025, NumberOfBytes"})
    void generateDataKey_badLength_isInvalid(String spec, String bytes, String parameter) {
        assertInvalid(kms.refused("GenerateDataKey", dataKeyParameters(spec, bytes), TestKms.ROOT), parameter);
    }

    @Test
    void reEncrypt_movesToAnotherKeyAndContext_andNamesTheSource() {
        String destination = create("Aliyun_SM4");
        JsonNode source =
                kms.call("Encrypt", "KeyId", keyId, "Plaintext", PLAINTEXT, "EncryptionContext", "{\"a\":\"b\"}");

        JsonNode answer = kms.call(
                "ReEncrypt",
                "CiphertextBlob",
                blob(source),
                "SourceEncryptionContext",
                "{\"a\":\"b\"}",
                "DestinationKeyId",
                destination,
                "DestinationEncryptionContext",
                "{\"c\":\"d\"}");

        assertThat(answer.get("KeyId").textValue()).isEqualTo(keyId);
        assertThat(answer.get("KeyVersionId")).isEqualTo(source.get("KeyVersionId"));
        JsonNode decrypted = kms.call("Decrypt", "CiphertextBlob", blob(answer), "EncryptionContext", "{\"c\":\"d\"}");
        assertThat(decrypted.get("Plaintext").textValue()).isEqualTo(PLAINTEXT);
        assertThat(decrypted.get("KeyId").textValue()).isEqualTo(destination);
        assertInvalid(
                kms.refused("ReEncrypt", "CiphertextBlob", blob(source), "DestinationKeyId", destination),
                "CiphertextBlob");
        assertMissing(kms.refused("ReEncrypt", "CiphertextBlob", blob(answer)), "DestinationKeyId");
    }

    @Test
    void reEncrypt_fromAKeyPair_decryptsUnderTheSymmetricKey() {
        String pair = kms.call("CreateKey", "KeySpec", "EC_SM2", "KeyUsage", "ENCRYPT/DECRYPT")
                .at("/KeyMetadata/KeyId")
                .textValue();
        String version = kms.call("ListKeyVersions", "KeyId", pair)
                .at("/KeyVersions/KeyVersion/0/KeyVersionId")
                .textValue();
        String ciphertext = kms.call(
                        "AsymmetricEncrypt",
                        "KeyId",
                        pair,
                        "KeyVersionId",
                        version,
                        "Algorithm",
                        "SM2PKE",
                        "Plaintext",
                        PLAINTEXT)
                .get("CiphertextBlob")
                .textValue();
        Map<String, String> parameters = TestKms.parameters(
                "CiphertextBlob",
                ciphertext,
                "SourceKeyId",
                pair,
                "SourceKeyVersionId",
                version,
                "SourceEncryptionAlgorithm",
                "SM2PKE",
                "DestinationKeyId",
                keyId);

        JsonNode answer = kms.engine.perform("ReEncrypt", parameters, TestKms.ROOT);

        assertThat(answer.get("KeyId").textValue()).isEqualTo(pair);
        assertThat(decrypt(blob(answer)).get("Plaintext").textValue()).isEqualTo(PLAINTEXT);
        parameters.put("SourceKeyVersionId", "x");
        assertRefused(kms.refused("ReEncrypt", parameters, TestKms.ROOT), 404, "Forbidden.KeyVersionNotFound");
        parameters.remove("SourceKeyVersionId");
        assertMissing(kms.refused("ReEncrypt", parameters, TestKms.ROOT), "SourceKeyVersionId");
    }

    @ParameterizedTest
    @CsvSource({"RSA_2048, RSAES_OAEP_SHA_256, 190", "RSA_2048, RSAES_OAEP_SHA_1, 214", "EC_SM2, SM2PKE, 1024"})
    void exportedDataKey_isTheOneInTheBlob(KeySpec spec, KeyAlgorithm algorithm, int longest) {
        AsymmetricKey receiver = AsymmetricKey.generate(spec, new SecureRandom());
        Map<String, String> parameters = receiverParameters(receiver, spec, algorithm);
        parameters.put("KeyId", keyId);
        parameters.put("NumberOfBytes", Integer.toString(longest));

        JsonNode generated = kms.engine.perform("GenerateAndExportDataKey", parameters, TestKms.ROOT);
        parameters.put("CiphertextBlob", blob(generated));
        JsonNode exported = kms.engine.perform("ExportDataKey", parameters, TestKms.ROOT);

        String dataKey = decrypt(blob(generated)).get("Plaintext").textValue();
        assertThat(unwrap(receiver, algorithm, generated)).isEqualTo(dataKey);
        assertThat(unwrap(receiver, algorithm, exported)).isEqualTo(dataKey);
        assertThat(TestKms.fieldNames(exported)).containsExactly("KeyId", "KeyVersionId", "ExportedDataKey");
        if (longest < 1_024) {
            parameters.put("NumberOfBytes", Integer.toString(longest + 1));
            assertInvalid(kms.refused("GenerateAndExportDataKey", parameters, TestKms.ROOT), "PublicKeyBlob");
        }
    }

    @Test
    void export_underAPublicKeyThatDoesNotFit_isInvalid() {
        AsymmetricKey sm2 = AsymmetricKey.generate(KeySpec.EC_SM2, new SecureRandom());
        Map<String, String> mismatch = receiverParameters(sm2, KeySpec.RSA_2048, KeyAlgorithm.RSAES_OAEP_SHA_256);
        mismatch.put("KeyId", keyId);
        Map<String, String> garbage = new LinkedHashMap<>(mismatch);
        garbage.put("PublicKeyBlob", "AAAA");
        Map<String, String> importOnly = receiverParameters(sm2, KeySpec.RSA_2048, KeyAlgorithm.RSAES_PKCS1_V1_5);
        importOnly.put("KeyId", keyId);

        assertInvalid(kms.refused("GenerateAndExportDataKey", mismatch, TestKms.ROOT), "PublicKeyBlob");
        assertInvalid(kms.refused("GenerateAndExportDataKey", garbage, TestKms.ROOT), "PublicKeyBlob");
        assertInvalid(kms.refused("GenerateAndExportDataKey", importOnly, TestKms.ROOT), "WrappingAlgorithm");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Encrypt",
                "Decrypt",
                "ReEncrypt:from",
                "GenerateDataKey",
                "GenerateDataKeyWithoutPlaintext",
                "ExportDataKey",
                "GenerateAndExportDataKey"
            })
    void dryRun_alwaysFails_andTellsWhatWouldHaveBecomeOfIt(String operation) {
        KeyScene scene = new KeyScene(new KeyKind("AES_256"));
        Map<String, String> parameters = new LinkedHashMap<>(scene.parameters(operation));
        parameters.put("DryRun", "true");

        assertThat(scene.outcome(operation, parameters)).isEqualTo("DryRunOperationError");
        scene.moveTo("Disabled");
        assertThat(scene.outcome(operation, parameters)).isEqualTo("ValidationError");
    }

    @Test
    void dryRun_ofDecryption_looksAtTheCiphertextToo() {
        String blob = blob(kms.call("Encrypt", "KeyId", keyId, "Plaintext", PLAINTEXT));

        assertRefused(
                kms.refused("Decrypt", "CiphertextBlob", blob, "DryRun", "true", "EncryptionContext", "{\"a\":\"b\"}"),
                400,
                "ValidationError");
    }

    private static Map<String, String> receiverParameters(
            AsymmetricKey receiver, KeySpec spec, KeyAlgorithm algorithm) {
        return TestKms.parameters(
                "PublicKeyBlob",
                base64(receiver.publicKeyDer()),
                "WrappingKeySpec",
                spec.wireName(),
                "WrappingAlgorithm",
                algorithm.name());
    }

    private static String unwrap(AsymmetricKey receiver, KeyAlgorithm algorithm, JsonNode answer) {
        byte[] wrapped =
                Base64.getDecoder().decode(answer.get("ExportedDataKey").textValue());
        return base64(receiver.decrypt(algorithm, wrapped).orElseThrow());
    }

    private Map<String, String> dataKeyParameters(String spec, String bytes) {
        Map<String, String> parameters = TestKms.parameters("KeyId", keyId);
        if (spec != null) {
            parameters.put("KeySpec", spec);
        }
        if (bytes != null) {
            parameters.put("NumberOfBytes", bytes);
        }
        return parameters;
    }

    private String create(String spec) {
        return kms.call("CreateKey", "KeySpec", spec).at("/KeyMetadata/KeyId").textValue();
    }

    private JsonNode decrypt(String blob) {
        return kms.call("Decrypt", "CiphertextBlob", blob);
    }

    private static String blob(JsonNode answer) {
        return answer.get("CiphertextBlob").textValue();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
