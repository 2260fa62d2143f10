package io.opensesame.localkms.engine.key;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static io.opensesame.localkms.engine.RefusalAssert.assertMissing;
import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.localkms.engine.TestKms;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.engine.crypto.KeyAlgorithm;
import io.opensesame.localkms.engine.crypto.KeyWrapping;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyImportTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestKms kms = new TestKms();
    private final String id = create("Aliyun_AES_256");
    private final byte[] material = randomBytes(32);

    @ParameterizedTest
    @CsvSource({
        "RSA_2048, RSAES_PKCS1_V1_5",
        "RSA_2048, RSAES_OAEP_SHA_1",
        "RSA_2048, RSAES_OAEP_SHA_256",
        "EC_SM2, SM2PKE"
    })
    void importedMaterial_enablesTheKey(String spec, KeyAlgorithm algorithm) {
        JsonNode parameters = prepare(id, spec, algorithm.name());
        assertThat(parameters.get("KeyId").textValue()).isEqualTo(id);
        assertThat(parameters.get("TokenExpireTime").textValue()).isEqualTo("2026-03-02T10:00:00Z");

        importMaterial(id, parameters, algorithm, material, "0");

        assertThat(state()).isEqualTo("Enabled");
        assertThat(metadata().get("MaterialExpireTime").textValue()).isEmpty();
        assertThat(decrypt(encrypt())).isEqualTo("AAAA");
    }

    @ParameterizedTest
    @CsvSource({"RSA_2048, SM2PKE", "EC_SM2, RSAES_OAEP_SHA_256", "RSA_2048, RSA_PSS_SHA_256", "RSA_2048, NONE"})
    void getParametersForImport_algorithmThatDoesNotFit_isInvalid(String spec, String algorithm) {
        assertInvalid(refusedPreparation(spec, algorithm), "WrappingAlgorithm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA_3072", "EC_P256", "Aliyun_AES_256", "RSA"})
    void getParametersForImport_otherWrappingKeys_areInvalid(String spec) {
        assertInvalid(refusedPreparation(spec, "RSAES_OAEP_SHA_256"), "WrappingKeySpec");
    }

    @Test
    void importKeyMaterial_again_takesTheSameMaterialOnly() {
        importMaterial(id, material);
        String blob = encrypt();
        importMaterial(id, material);
        assertRefused(refusedImport(id, randomBytes(32)), 400, "InvalidKeyMaterial");

        kms.call("DeleteKeyMaterial", "KeyId", id);
        assertThat(state()).isEqualTo("PendingImport");
        assertRefused(kms.refused("Decrypt", "CiphertextBlob", blob), 409, "Rejected.PendingImport");
        assertRefused(refusedImport(id, randomBytes(32)), 400, "InvalidKeyMaterial");
        importMaterial(id, material);

        assertThat(state()).isEqualTo("Enabled");
        assertThat(decrypt(blob)).isEqualTo("AAAA");
    }

    @Test
    void importKeyMaterial_afterAnother_keepsADisabledKeyDisabled() {
        importMaterial(id, material);
        kms.call("DisableKey", "KeyId", id);

        importMaterial(id, material);

        assertThat(state()).isEqualTo("Disabled");
    }

    @ParameterizedTest
    @CsvSource({"Aliyun_AES_256, 32", "Aliyun_AES_192, 24", "Aliyun_AES_128, 16", "Aliyun_SM4, 16"})
    void importKeyMaterial_ofAnotherLength_isInvalid(String spec, int length) {
        String key = create(spec);

        assertRefused(refusedImport(key, randomBytes(length - 1)), 400, "InvalidKeyMaterial");
        assertRefused(refusedImport(key, randomBytes(length + 1)), 400, "InvalidKeyMaterial");
        importMaterial(key, randomBytes(length));
    }

    @Test
    void importKeyMaterial_damagedOrWrappedOtherwise_isInvalid() {
        JsonNode parameters = prepare(id, "EC_SM2", "SM2PKE");
        byte[] wrapped = wrap(parameters, KeyAlgorithm.SM2PKE, material);
        wrapped[wrapped.length - 1] ^= 1;
        JsonNode others = prepare(id, "EC_SM2", "SM2PKE");

        assertRefused(refusedImport(id, parameters, wrapped), 400, "InvalidKeyMaterial");
        assertRefused(refusedImport(id, parameters, new byte[] {1}), 400, "InvalidKeyMaterial");
        assertRefused(
                refusedImport(id, parameters, wrap(others, KeyAlgorithm.SM2PKE, material)), 400, "InvalidKeyMaterial");
        assertThat(state()).isEqualTo("PendingImport");
    }

    @Test
    void importToken_isGoodForADay_andForItsKeyAlone() {
        JsonNode parameters = prepare(id, "EC_SM2", "SM2PKE");
        byte[] wrapped = wrap(parameters, KeyAlgorithm.SM2PKE, material);

        assertRefused(refusedImport(create("Aliyun_AES_256"), parameters, wrapped), 400, "InvalidImportToken");
        kms.clock.advance(Duration.ofHours(24).minusSeconds(1));
        importMaterial(id, parameters, KeyAlgorithm.SM2PKE, material, "0");
        importMaterial(id, parameters, KeyAlgorithm.SM2PKE, material, "0");
        kms.clock.advance(Duration.ofSeconds(1));

        assertRefused(refusedImport(id, parameters, wrapped), 400, "ExpiredImportToken");
    }

    @Test
    void expiredMaterial_leavesTheKeyPendingImport_whateverItsState() {
        Map<String, String> import30Days = imported(id, material, "1775037600");
        kms.engine.perform("ImportKeyMaterial", import30Days, TestKms.ROOT);
        String blob = encrypt();
        assertThat(metadata().get("MaterialExpireTime").textValue()).isEqualTo("2026-04-01T10:00:00Z");
        kms.call("DisableKey", "KeyId", id);

        kms.clock.advance(Duration.ofDays(31).minusSeconds(1));
        assertThat(state()).isEqualTo("Disabled");
        kms.clock.advance(Duration.ofSeconds(1));

        assertThat(state()).isEqualTo("PendingImport");
        assertThat(metadata().get("MaterialExpireTime").textValue()).isEmpty();
        importMaterial(id, material);
        assertThat(decrypt(blob)).isEqualTo("AAAA");
    }

    @Test
    void materialThatExpiresInTheDeletionWindow_isMissedAfterACancellation() {
        kms.engine.perform("ImportKeyMaterial", imported(id, material, "1775037600"), TestKms.ROOT);
        kms.call("ScheduleKeyDeletion", "KeyId", id, "PendingWindowInDays", "40");
        kms.clock.advance(Duration.ofDays(35));
        assertThat(state()).isEqualTo("PendingDeletion");

        kms.call("CancelKeyDeletion", "KeyId", id);

        assertThat(state()).isEqualTo("PendingImport");
    }

    @Test
    void clockJump_overExpiryAndDeletion_endsWithoutTheKey() {
        kms.engine.perform("ImportKeyMaterial", imported(id, material, "1775037600"), TestKms.ROOT);
        kms.call("ScheduleKeyDeletion", "KeyId", id, "PendingWindowInDays", "40");

        kms.clock.advance(Duration.ofDays(3_650));

        assertRefused(kms.refused("DescribeKey", "KeyId", id), 404, "Forbidden.KeyNotFound");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1772359200", "1", "-1", "soon", "253402300800", "99999999999999999999"})
    void importKeyMaterial_expiryThatIsNotAhead_isInvalid(String expiry) {
        assertInvalid(
                kms.refused("ImportKeyMaterial", imported(id, material, expiry), TestKms.ROOT),
                "KeyMaterialExpireUnix");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EncryptedKeyMaterial", "ImportToken", "KeyMaterialExpireUnix", "KeyId"})
    void importKeyMaterial_withoutAParameter_isRefused(String parameter) {
        Map<String, String> parameters = imported(id, material, "0");
        parameters.remove(parameter);

        assertMissing(kms.refused("ImportKeyMaterial", parameters, TestKms.ROOT), parameter);
    }

    @Test
    void importTokens_ofVeryManyTheOldestAreForgotten() {
        JsonNode first = prepare(id, "EC_SM2", "SM2PKE");
        for (int i = 0; i < 100; i++) {
            prepare(id, "EC_SM2", "SM2PKE");
        }

        assertRefused(refusedImport(id, first, wrap(first, KeyAlgorithm.SM2PKE, material)), 400, "InvalidImportToken");
    }

    private JsonNode prepare(String key, String spec, String algorithm) {
        return kms.call(
                "GetParametersForImport", "KeyId", key, "WrappingKeySpec", spec, "WrappingAlgorithm", algorithm);
    }

    private ServiceRefusal refusedPreparation(String spec, String algorithm) {
        return kms.refused(
                "GetParametersForImport", "KeyId", id, "WrappingKeySpec", spec, "WrappingAlgorithm", algorithm);
    }

    private void importMaterial(String key, byte[] bytes) {
        kms.engine.perform("ImportKeyMaterial", imported(key, bytes, "0"), TestKms.ROOT);
    }

    private void importMaterial(String key, JsonNode parameters, KeyAlgorithm algorithm, byte[] bytes, String expiry) {
        kms.engine.perform(
                "ImportKeyMaterial",
                imported(key, parameters, wrap(parameters, algorithm, bytes), expiry),
                TestKms.ROOT);
    }

    private ServiceRefusal refusedImport(String key, byte[] bytes) {
        return kms.refused("ImportKeyMaterial", imported(key, bytes, "0"), TestKms.ROOT);
    }

    private ServiceRefusal refusedImport(String key, JsonNode parameters, byte[] wrapped) {
        return kms.refused("ImportKeyMaterial", imported(key, parameters, wrapped, "0"), TestKms.ROOT);
    }

    private Map<String, String> imported(String key, byte[] bytes, String expiry) {
        JsonNode parameters = prepare(key, "EC_SM2", "SM2PKE");
        return imported(key, parameters, wrap(parameters, KeyAlgorithm.SM2PKE, bytes), expiry);
    }

    private static Map<String, String> imported(String key, JsonNode parameters, byte[] wrapped, String expiry) {
        return TestKms.parameters(
                "KeyId",
                key,
                "ImportToken",
                parameters.get("ImportToken").textValue(),
                "EncryptedKeyMaterial",
                Base64.getEncoder().encodeToString(wrapped),
                "KeyMaterialExpireUnix",
                expiry);
    }

    private static byte[] wrap(JsonNode parameters, KeyAlgorithm algorithm, byte[] bytes) {
        byte[] publicKey =
                Base64.getDecoder().decode(parameters.get("PublicKey").textValue());
        return KeyWrapping.wrap(algorithm, publicKey, bytes, RANDOM);
    }

    private String create(String spec) {
        return kms.call("CreateKey", "KeySpec", spec, "Origin", "EXTERNAL")
                .at("/KeyMetadata/KeyId")
                .textValue();
    }

    private JsonNode metadata() {
        return kms.call("DescribeKey", "KeyId", id).get("KeyMetadata");
    }

    private String state() {
        return metadata().get("KeyState").textValue();
    }

    private String encrypt() {
        return kms.call("Encrypt", "KeyId", id, "Plaintext", "AAAA")
                .get("CiphertextBlob")
                .textValue();
    }

    private String decrypt(String blob) {
        return kms.call("Decrypt", "CiphertextBlob", blob).get("Plaintext").textValue();
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
