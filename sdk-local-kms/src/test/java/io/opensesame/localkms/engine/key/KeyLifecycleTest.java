package io.opensesame.localkms.engine.key;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static io.opensesame.localkms.engine.RefusalAssert.assertMissing;
import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.localkms.engine.TestKms;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyLifecycleTest {
    private static final String ARN_PREFIX = "acs:kms:cn-hangzhou:100000000000:";

    private final TestKms kms = new TestKms();

    @Test
    void createKey_withoutParameters_isAnEnabledAesKey() {
        JsonNode metadata = kms.call("CreateKey").get("KeyMetadata");

        String id = metadata.get("KeyId").textValue();
        assertThat(metadata.toString())
                .isEqualTo("{\"KeyId\":\"" + id + "\",\"Arn\":\"" + ARN_PREFIX + "key/" + id + "\","
                        + "\"Creator\":\"100000000000\",\"KeyState\":\"Enabled\",\"KeySpec\":\"Aliyun_AES_256\","
                        + "\"KeyUsage\":\"ENCRYPT/DECRYPT\",\"Origin\":\"Aliyun_KMS\",\"ProtectionLevel\":\"SOFTWARE\","
                        + "\"Description\":\"\",\"CreationDate\":\"2026-03-01T10:00:00Z\",\"MaterialExpireTime\":\"\","
                        + "\"LastRotationDate\":\"2026-03-01T10:00:00Z\",\"DKMSInstanceId\":\"\","
                        + "\"PrimaryKeyVersion\":" + metadata.get("PrimaryKeyVersion")
                        + ",\"AutomaticRotation\":\"Disabled\"}");
        assertThat(metadata.get("PrimaryKeyVersion").textValue()).hasSize(36);
    }

    @Test
    void createKey_withEverything_keepsIt() {
        kms.engine.createInstance("kst-1", 1);
        JsonNode metadata = kms.call(
                        "CreateKey",
                        "KeySpec",
                        "Aliyun_SM4",
                        "Description",
                        "orders",
                        "ProtectionLevel",
                        "HSM",
                        "DKMSInstanceId",
                        "kst-1",
                        "EnableAutomaticRotation",
                        "true",
                        "RotationInterval",
                        "365d",
                        "Tags",
                        "[{\"TagKey\":\"team\",\"TagValue\":\"pay\"}]")
                .get("KeyMetadata");

        assertThat(metadata.get("KeySpec").textValue()).isEqualTo("Aliyun_SM4");
        assertThat(metadata.get("Description").textValue()).isEqualTo("orders");
        assertThat(metadata.get("ProtectionLevel").textValue()).isEqualTo("HSM");
        assertThat(metadata.get("DKMSInstanceId").textValue()).isEqualTo("kst-1");
        assertThat(metadata.get("AutomaticRotation").textValue()).isEqualTo("Enabled");
        assertThat(metadata.get("RotationInterval").textValue()).isEqualTo("31536000s");
        assertThat(metadata.get("NextRotationDate").textValue()).isEqualTo("2027-03-01T10:00:00Z");
        assertThat(kms.call("ListResourceTags", "KeyId", metadata.get("KeyId").textValue())
                        .toString())
                .isEqualTo("{\"Tags\":{\"Tag\":[{\"KeyId\":" + metadata.get("KeyId")
                        + ",\"TagKey\":\"team\",\"TagValue\":\"pay\"}]}}");
    }

    @ParameterizedTest
    @CsvSource({
        "Aliyun_AES_128, ENCRYPT/DECRYPT",
        "RSA_2048, SIGN/VERIFY",
        "RSA_3072, SIGN/VERIFY",
        "EC_P256, SIGN/VERIFY",
        "EC_P256K, SIGN/VERIFY",
        "EC_SM2, SIGN/VERIFY"
    })
    void createKey_withoutUsage_signsIfItCan(String spec, String usage) {
        JsonNode metadata = kms.call("CreateKey", "KeySpec", spec).get("KeyMetadata");

        assertThat(metadata.get("KeyUsage").textValue()).isEqualTo(usage);
        assertThat(metadata.has("PrimaryKeyVersion")).isEqualTo(spec.startsWith("Aliyun"));
    }

    @ParameterizedTest
    @CsvSource({
        "KeySpec, Aliyun_AES_512, KeySpec",
        "KeyUsage, SIGN/VERIFY, KeyUsage",
        "KeyUsage, encrypt, KeyUsage",
        "Origin, MINE, Origin",
        "ProtectionLevel, PAPER, ProtectionLevel",
        "Tags, {}, Tags",
        "EnableAutomaticRotation, yes, EnableAutomaticRotation"
    })
    void createKey_badParameter_isInvalid(String name, String value, String parameter) {
        assertInvalid(kms.refused("CreateKey", name, value), parameter);
        assertThat(keyIds()).isEmpty();
    }

    @Test
    void createKey_whatDoesNotFit_isRefused() {
        assertInvalid(kms.refused("CreateKey", "Description", "x".repeat(8_193)), "Description");
        assertInvalid(kms.refused("CreateKey", "KeySpec", "EC_P256", "KeyUsage", "ENCRYPT/DECRYPT"), "KeyUsage");
        assertRefused(
                kms.refused("CreateKey", "KeySpec", "RSA_2048", "Origin", "EXTERNAL"), 400, "UnsupportedOperation");
        assertMissing(kms.refused("CreateKey", "EnableAutomaticRotation", "true"), "RotationInterval");
        String[] rotating = {"EnableAutomaticRotation", "true", "RotationInterval", "7d"};
        assertRefused(with(rotating, "KeySpec", "EC_SM2"), 400, "UnsupportedOperation");
        assertRefused(with(rotating, "Origin", "EXTERNAL"), 400, "UnsupportedOperation");
        assertRefused(kms.refused("CreateKey", "Policy", "{}"), 400, "Forbidden.KeyPolicyUnSupported");
        kms.call("CreateKey", "Description", "x".repeat(8_192));
        assertThat(keyIds()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6d", "604799s", "731d", "7", "d", "-7d", "1w"})
    void createKey_intervalBeyondTheLimits_isInvalid(String interval) {
        assertInvalid(
                kms.refused("CreateKey", "EnableAutomaticRotation", "true", "RotationInterval", interval),
                "RotationInterval");
    }

    @Test
    void describeKey_byIdAliasAndArn_isTheSameKey() {
        String id = create();
        kms.call("CreateAlias", "KeyId", id, "AliasName", "alias/a");

        assertThat(List.of(id, "alias/a", ARN_PREFIX + "key/" + id, ARN_PREFIX + "alias/a"))
                .allSatisfy(name ->
                        assertThat(describe(name).get("KeyId").textValue()).isEqualTo(id));
        assertMissing(kms.refused("DescribeKey"), "KeyId");
        assertRefused(kms.refused("DescribeKey", "KeyId", "b"), 404, "Forbidden.KeyNotFound");
        assertRefused(kms.refused("DescribeKey", "KeyId", "alias/b"), 404, "Forbidden.AliasNotFound");
        assertRefused(
                kms.refused("DescribeKey", "KeyId", "acs:kms:cn-beijing:100000000000:key/" + id),
                404,
                "Forbidden.KeyNotFound");
        assertRefused(
                kms.refused("DescribeKey", "KeyId", "acs:kms:cn-hangzhou:2:key/" + id), 403, "Forbidden.NoPermission");
        assertInvalid(kms.refused("DescribeKey", "KeyId", "acs:oss:cn-hangzhou:1:key/" + id), "KeyId");
        assertInvalid(kms.refused("DescribeKey", "KeyId", ARN_PREFIX + "secret/" + id), "KeyId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EnableKey",
                "DisableKey",
                "CancelKeyDeletion",
                "DeleteKeyMaterial",
                "ListAliasesByKeyId",
                "ListResourceTags"
            })
    void operationsOnIds_takeNoAlias(String action) {
        kms.call("CreateAlias", "KeyId", create(), "AliasName", "alias/a");

        assertRefused(kms.refused(action, "KeyId", "alias/a"), 400, "Unsupported.Alias");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeKey", "EnableKey", "Encrypt", "ListKeys", "CreateKey", "ListAliases"})
    void callersOfOtherAccounts_haveNoPermission(String action) {
        Map<String, String> parameters = Map.of("KeyId", create(), "Plaintext", "AAAA");

        assertRefused(
                kms.refused(action, parameters, Caller.ramUser("200000000000", "stranger")),
                403,
                "Forbidden.NoPermission");
    }

    @Test
    void updateKeyDescription_replacesIt_evenByNothing() {
        String id = create();

        kms.call("UpdateKeyDescription", "KeyId", id, "Description", "new");
        assertThat(describe(id).get("Description").textValue()).isEqualTo("new");
        kms.call("UpdateKeyDescription", "KeyId", id, "Description", "");
        assertThat(describe(id).get("Description").textValue()).isEmpty();
        assertMissing(kms.refused("UpdateKeyDescription", "KeyId", id), "Description");
        assertInvalid(
                kms.refused("UpdateKeyDescription", "KeyId", id, "Description", "x".repeat(8_193)), "Description");
    }

    @Test
    void listKeys_comesInPages_inTheOrderOfCreation() {
        List<String> ids = List.of(create(), create(), create());

        JsonNode page = kms.call("ListKeys", "PageNumber", "2", "PageSize", "2");

        assertThat(page.toString())
                .isEqualTo("{\"Keys\":{\"Key\":[{\"KeyId\":\"" + ids.get(2) + "\",\"KeyArn\":\"" + ARN_PREFIX + "key/"
                        + ids.get(2) + "\"}]},\"PageNumber\":2,\"PageSize\":2,\"TotalCount\":3}");
        assertThat(keyIds()).isEqualTo(ids);
        assertInvalid(kms.refused("ListKeys", "PageSize", "101"), "PageSize");
        assertInvalid(kms.refused("ListKeys", "PageNumber", "0"), "PageNumber");
    }

    @Test
    void listKeys_filters_areAndedByKeyAndOredByValue() {
        String aes = create();
        String rsa = create("KeySpec", "RSA_2048", "KeyUsage", "ENCRYPT/DECRYPT");
        String signing = create("KeySpec", "RSA_2048");
        String external = create("Origin", "EXTERNAL", "ProtectionLevel", "HSM");
        kms.call("DisableKey", "KeyId", rsa);

        assertThat(filtered(filter("KeySpec", "RSA_2048", "Unknown"))).containsExactly(rsa, signing);
        assertThat(filtered(filter("KeySpec", "RSA_2048"), filter("KeyUsage", "ENCRYPT/DECRYPT")))
                .containsExactly(rsa);
        assertThat(filtered(filter("KeyState", "Disabled"), filter("KeyState", "PendingImport")))
                .containsExactly(rsa, external);
        assertThat(filtered(filter("ProtectionLevel", "SOFTWARE"), filter("KeyState", "Enabled")))
                .containsExactly(aes, signing);
        assertThat(filtered(filter("CreatorType", "Service"))).isEmpty();
        assertThat(filtered(filter("CreatorType", "User"))).hasSize(4);
        assertThat(filtered(filter("KeySpec", "Unknown"))).isEmpty();
        assertThat(kms.call("ListKeys", "Filters", "[" + filter("KeySpec", "RSA_2048") + "]", "PageSize", "1")
                        .get("TotalCount")
                        .intValue())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[1]",
                "[{\"Values\":[]}]",
                "[{\"Key\":\"Owner\",\"Values\":[\"x\"]}]",
                "[{\"Key\":\"KeySpec\"}]",
                "[{\"Key\":\"KeySpec\",\"Values\":[1]}]",
                "[{\"Key\":\"KeySpec\",\"Values\":[\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"]}]"
            })
    void listKeys_badFilters_areInvalid(String filters) {
        assertInvalid(kms.refused("ListKeys", "Filters", filters), "Filters");
    }

    @Test
    void scheduledKey_vanishesWithItsAliases_whenItsTimeHasCome() {
        String id = create();
        String other = create();
        kms.call("CreateAlias", "KeyId", id, "AliasName", "alias/a");
        kms.call("CreateAlias", "KeyId", other, "AliasName", "alias/b");
        String blob = encrypt(id);

        kms.call("ScheduleKeyDeletion", "KeyId", id, "PendingWindowInDays", "7");
        kms.clock.advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(describe(id).get("DeleteDate").textValue()).isEqualTo("2026-03-08T10:00:00Z");
        kms.clock.advance(Duration.ofSeconds(1));

        assertRefused(kms.refused("DescribeKey", "KeyId", id), 404, "Forbidden.KeyNotFound");
        assertRefused(kms.refused("DescribeKey", "KeyId", "alias/a"), 404, "Forbidden.AliasNotFound");
        assertRefused(kms.refused("Decrypt", "CiphertextBlob", blob), 404, "Forbidden.KeyNotFound");
        assertThat(keyIds()).containsExactly(other);
        assertThat(kms.call("ListAliases").get("TotalCount").intValue()).isOne();
    }

    @Test
    void cancelledDeletion_leavesTheKeyEnabled_andWithoutAnEnd() {
        String id = create();
        kms.call("DisableKey", "KeyId", id);
        kms.call("ScheduleKeyDeletion", "KeyId", id, "PendingWindowInDays", "366");

        kms.call("CancelKeyDeletion", "KeyId", id);

        assertThat(describe(id).get("KeyState").textValue()).isEqualTo("Enabled");
        assertThat(describe(id).has("DeleteDate")).isFalse();
        kms.clock.advance(Duration.ofDays(400));
        assertThat(keyIds()).containsExactly(id);
    }

    @Test
    void cancelledDeletion_ofAKeyWithoutMaterial_leavesItPendingImport() {
        String id = create("Origin", "EXTERNAL");
        kms.call("ScheduleKeyDeletion", "KeyId", id, "PendingWindowInDays", "30");

        kms.call("CancelKeyDeletion", "KeyId", id);

        assertThat(describe(id).get("KeyState").textValue()).isEqualTo("PendingImport");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6", "367", "0", "-7", "week"})
    void scheduleKeyDeletion_windowBeyondTheLimits_isInvalid(String days) {
        assertInvalid(
                kms.refused("ScheduleKeyDeletion", "KeyId", create(), "PendingWindowInDays", days),
                "PendingWindowInDays");
    }

    @Test
    void scheduleKeyDeletion_withoutAWindow_isRefused() {
        assertMissing(kms.refused("ScheduleKeyDeletion", "KeyId", create()), "PendingWindowInDays");
    }

    @Test
    void protectedKey_isNotScheduledForDeletion() {
        String id = create();
        kms.call(
                "SetDeletionProtection",
                "ProtectedResourceArn",
                ARN_PREFIX + "key/" + id,
                "EnableDeletionProtection",
                "true",
                "DeletionProtectionDescription",
                "in use");
        assertThat(describe(id).get("DeletionProtection").textValue()).isEqualTo("Enabled");
        assertThat(describe(id).get("DeletionProtectionDescription").textValue())
                .isEqualTo("in use");

        assertRefused(
                kms.refused("ScheduleKeyDeletion", "KeyId", id, "PendingWindowInDays", "7"),
                409,
                "Rejected.StateModifiedFailed");
        kms.call("SetDeletionProtection", "KeyId", id, "EnableDeletionProtection", "false");
        kms.call("ScheduleKeyDeletion", "KeyId", id, "PendingWindowInDays", "7");

        assertThat(describe(id).get("DeletionProtection").textValue()).isEqualTo("Disabled");
        assertMissing(kms.refused("SetDeletionProtection", "KeyId", id), "EnableDeletionProtection");
        assertMissing(kms.refused("SetDeletionProtection", "EnableDeletionProtection", "true"), "ProtectedResourceArn");
    }

    @Test
    void keysAndSecrets_areTaggedApart() {
        String id = create();
        kms.createGeneric(id);
        String tags = "[{\"TagKey\":\"team\",\"TagValue\":\"pay\"}]";

        kms.call("TagResource", "KeyId", id, "Tags", tags);

        assertThat(bulk("ListTagResources", "key").at("/TagResources/TagResource"))
                .hasSize(1);
        assertThat(bulk("ListTagResources", "key")
                        .at("/TagResources/TagResource/0")
                        .toString())
                .isEqualTo("{\"ResourceId\":\"" + id
                        + "\",\"ResourceType\":\"key\",\"TagKey\":\"team\",\"TagValue\":\"pay\"}");
        assertThat(bulk("ListTagResources", "secret").at("/TagResources/TagResource"))
                .isEmpty();
        kms.call("UntagResource", "KeyId", id, "TagKeys", "[\"team\"]");
        assertThat(kms.call("ListResourceTags", "KeyId", id).at("/Tags/Tag")).isEmpty();
    }

    @Test
    void describeRegions_knowsItsOwn() {
        assertThat(kms.call("DescribeRegions").toString())
                .isEqualTo("{\"Regions\":{\"Region\":[{\"RegionId\":\"cn-hangzhou\"}]}}");
    }

    private ServiceRefusal with(String[] parameters, String name, String value) {
        Map<String, String> all = TestKms.parameters(parameters);
        all.put(name, value);
        return kms.refused("CreateKey", all, TestKms.ROOT);
    }

    private JsonNode bulk(String action, String type) {
        return kms.call(action, "RegionId", TestKms.REGION, "ResourceType", type);
    }

    private String create(String... namesAndValues) {
        return kms.call("CreateKey", namesAndValues).at("/KeyMetadata/KeyId").textValue();
    }

    private JsonNode describe(String id) {
        return kms.call("DescribeKey", "KeyId", id).get("KeyMetadata");
    }

    private String encrypt(String id) {
        return kms.call("Encrypt", "KeyId", id, "Plaintext", "AAAA")
                .get("CiphertextBlob")
                .textValue();
    }

    private List<String> keyIds() {
        return ids(kms.call("ListKeys"));
    }

    private List<String> filtered(String... filters) {
        return ids(kms.call("ListKeys", "Filters", "[" + String.join(",", filters) + "]"));
    }

    private static String filter(String key, String... values) {
        return "{\"Key\":\"" + key + "\",\"Values\":[\"" + String.join("\",\"", values) + "\"]}";
    }

    private static List<String> ids(JsonNode answer) {
        return StreamSupport.stream(answer.at("/Keys/Key").spliterator(), false)
                .map(key -> key.get("KeyId").textValue())
                .toList();
    }
}
