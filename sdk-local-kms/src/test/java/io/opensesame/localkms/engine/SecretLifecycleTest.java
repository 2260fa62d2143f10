package io.opensesame.localkms.engine;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static io.opensesame.localkms.engine.RefusalAssert.assertMissing;
import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.Caller;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.policy.SecretPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretLifecycleTest {
    private final TestKms kms = new TestKms();

    @Test
    void perform_unknownAction_isNotFound() {
        assertRefused(kms.refused("GetSecretValues"), 404, "InvalidApi.NotFound");
    }

    @Test
    void create_generic_answersNameArnTypeAndVersion() {
        ObjectNode answer =
                kms.call("CreateSecret", "SecretName", "orders/db", "VersionId", "v1", "SecretData", "s3cret");

        assertThat(answer.toString())
                .isEqualTo(
                        "{\"Arn\":\"acs:kms:cn-hangzhou:100000000000:secret/orders/db\",\"SecretName\":\"orders/db\","
                                + "\"SecretType\":\"Generic\",\"VersionId\":\"v1\"}");
        assertThat(kms.stages("orders/db")).isEqualTo(Map.of("v1", List.of("ACSCurrent")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SecretName", "VersionId", "SecretData"})
    void create_withoutOrWithEmptyRequiredParameter_isMissing(String parameter) {
        Map<String, String> parameters = TestKms.parameters("SecretName", "a", "VersionId", "v1", "SecretData", "s");
        parameters.put(parameter, "");
        ServiceRefusal empty = refusedCreate(parameters);
        parameters.remove(parameter);

        assertMissing(refusedCreate(parameters), parameter);
        assertMissing(empty, parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "umläut", "acs/mine", "a:b", "$Auto", "a*"})
    void create_badName_isInvalid(String name) {
        assertInvalid(
                kms.refused("CreateSecret", "SecretName", name, "VersionId", "v1", "SecretData", "s"), "SecretName");
    }

    @Test
    void create_longestName_isTakenAndOneMoreIsNot() {
        kms.createGeneric("n".repeat(192));

        assertInvalid(
                kms.refused("CreateSecret", "SecretName", "n".repeat(193), "VersionId", "v1", "SecretData", "s"),
                "SecretName");
    }

    @Test
    void create_longestVersionId_isTakenAndOneMoreIsNot() {
        kms.call("CreateSecret", "SecretName", "a", "VersionId", "v".repeat(64), "SecretData", "s");

        assertInvalid(
                kms.refused("CreateSecret", "SecretName", "b", "VersionId", "v".repeat(65), "SecretData", "s"),
                "VersionId");
    }

    @Test
    void create_largestData_countsBytesNotCharacters() {
        String threeBytes = "\u20ac";
        kms.call("CreateSecret", "SecretName", "a", "VersionId", "v1", "SecretData", threeBytes.repeat(10_240));

        assertInvalid(
                kms.refused(
                        "CreateSecret",
                        "SecretName",
                        "b",
                        "VersionId",
                        "v1",
                        "SecretData",
                        threeBytes.repeat(10_240) + "x"),
                "SecretData");
    }

    @ParameterizedTest
    @CsvSource({
        "SecretDataType,json",
        "SecretType,Oracle",
        "EnableAutomaticRotation,yes",
        "EnableAutomaticRotation,true",
        "Tags,not json",
        "Tags,{}",
    })
    void create_badOptionalParameter_isInvalidAndCreatesNothing(String parameter, String value) {
        assertInvalid(
                kms.refused("CreateSecret", "SecretName", "a", "VersionId", "v1", "SecretData", "s", parameter, value),
                parameter);
        assertRefused(kms.refused("DescribeSecret", "SecretName", "a"), 404, "Forbidden.ResourceNotFound");
    }

    @Test
    void create_existingName_isRefused() {
        kms.createGeneric("a");

        assertRefused(
                kms.refused("CreateSecret", "SecretName", "a", "VersionId", "v1", "SecretData", "value-1"),
                409,
                "Rejected.ResourceExist");
    }

    @Test
    void describe_generic_showsMetadataOnly() {
        kms.call(
                "CreateSecret",
                "SecretName",
                "a",
                "VersionId",
                "v1",
                "SecretData",
                "s",
                "Description",
                "the first",
                "ExtendedConfig",
                "ignored for Generic",
                "Tags",
                "[{\"TagKey\":\"team\",\"TagValue\":\"pay\"}]");

        JsonNode plain = kms.call("DescribeSecret", "SecretName", "a");
        JsonNode tagged = kms.call("DescribeSecret", "SecretName", "a", "FetchTags", "true");

        assertThat(plain.toString())
                .isEqualTo("{\"Arn\":\"acs:kms:cn-hangzhou:100000000000:secret/a\",\"SecretName\":\"a\","
                        + "\"SecretType\":\"Generic\",\"Description\":\"the first\","
                        + "\"CreateTime\":\"2026-03-01T10:00:00Z\",\"UpdateTime\":\"2026-03-01T10:00:00Z\"}");
        assertThat(tagged.get("Tags").toString()).isEqualTo("{\"Tag\":[{\"TagKey\":\"team\",\"TagValue\":\"pay\"}]}");
    }

    @Test
    void describe_keyAndInstance_areGivenBack() {
        kms.engine.createInstance("kst-1", 1);
        kms.call(
                "CreateSecret",
                "SecretName",
                "a",
                "VersionId",
                "v1",
                "SecretData",
                "s",
                "EncryptionKeyId",
                "key-1",
                "DKMSInstanceId",
                "kst-1");

        JsonNode answer = kms.call("DescribeSecret", "SecretName", "a");

        assertThat(answer.get("EncryptionKeyId").textValue()).isEqualTo("key-1");
        assertThat(answer.get("DKMSInstanceId").textValue()).isEqualTo("kst-1");
    }

    @Test
    void find_byArn_meansTheSameSecret() {
        kms.createGeneric("a/b");

        JsonNode answer = kms.call("DescribeSecret", "SecretName", "acs:kms:cn-hangzhou:100000000000:secret/a/b");

        assertThat(answer.get("SecretName").textValue()).isEqualTo("a/b");
    }

    @ParameterizedTest
    @CsvSource({
        "acs:kms:cn-hangzhou:200000000000:secret/a, 403, Forbidden.NoPermission",
        "acs:kms:cn-beijing:100000000000:secret/a, 404, Forbidden.ResourceNotFound",
        "acs:kms:cn-hangzhou:100000000000:secret/b, 404, Forbidden.ResourceNotFound",
        "acs:kms:cn-hangzhou:100000000000:key/a, 400, InvalidParameter",
        "acs:oss:cn-hangzhou:100000000000:secret/a, 400, InvalidParameter",
        "acs:kms:secret/a, 400, InvalidParameter",
        "acs:kms:cn-hangzhou:100000000000:secret/, 400, InvalidParameter",
    })
    void find_byOtherArn_isRefused(String arn, int status, String code) {
        kms.createGeneric("a");

        assertRefused(kms.refused("DescribeSecret", "SecretName", arn), status, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "acs:kms:cn-hangzhou:100000000000:secret/a"})
    void perform_callerOfOtherAccount_hasNoPermission(String reference) {
        kms.createGeneric("a");
        Caller stranger = Caller.ramUser("200000000000", "tester");

        ServiceRefusal refusal = kms.refused("GetSecretValue", Map.of("SecretName", reference), stranger);

        assertRefused(refusal, 403, "Forbidden.NoPermission");
    }

    @Test
    void list_pages_inOrderOfCreation() {
        List.of("c", "a", "b").forEach(kms::createGeneric);

        JsonNode first = kms.call("ListSecrets", "PageSize", "2");
        JsonNode second = kms.call("ListSecrets", "PageSize", "2", "PageNumber", "2");
        JsonNode beyond = kms.call("ListSecrets", "PageSize", "100", "PageNumber", "2147483647");

        assertThat(names(first)).containsExactly("c", "a");
        assertThat(names(second)).containsExactly("b");
        assertThat(names(beyond)).isEmpty();
        assertThat(first.get("PageNumber").isInt() && first.get("PageSize").isInt())
                .isTrue();
        assertThat(second.get("PageNumber").intValue()).isEqualTo(2);
        assertThat(second.get("TotalCount").intValue()).isEqualTo(3);
        assertThat(first.at("/SecretList/Secret/0").toString())
                .isEqualTo("{\"SecretName\":\"c\",\"SecretType\":\"Generic\","
                        + "\"CreateTime\":\"2026-03-01T10:00:00Z\",\"UpdateTime\":\"2026-03-01T10:00:00Z\"}");
    }

    @ParameterizedTest
    @CsvSource({"PageSize,0", "PageSize,101", "PageNumber,0", "PageNumber,x", "FetchTags,1", "Filters,[1]"})
    void list_badParameter_isInvalid(String parameter, String value) {
        assertInvalid(kms.refused("ListSecrets", parameter, value), parameter);
    }

    @Test
    void list_filters_combineKeysByAndValuesByOr() {
        createTagged("a", "team", "pay", "first");
        createTagged("b", "team", "ship", "second");
        createTagged("c", "owner", "pay", "third");

        assertThat(filtered("[{\"Key\":\"SecretName\",\"Values\":[\"a\",\"c\"]}]"))
                .containsExactly("a", "c");
        assertThat(filtered("[{\"Key\":\"Description\",\"Values\":[\"ir\"]}]")).containsExactly("a", "c");
        assertThat(filtered("[{\"Key\":\"TagKey\",\"Values\":[\"team\"]},{\"Key\":\"TagValue\",\"Values\":[\"pay\"]}]"))
                .containsExactly("a");
        assertThat(filtered("[{\"Key\":\"SecretType\",\"Values\":[\"Rds\"]}]")).isEmpty();
        assertThat(filtered("[{\"Key\":\"SecretName\",\"Values\":[]}]")).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[{\"Key\":\"Name\",\"Values\":[\"a\"]}]",
                "[{\"Values\":[\"a\"]}]",
                "[{\"Key\":\"SecretName\",\"Values\":\"a\"}]",
                "[{\"Key\":\"SecretName\",\"Values\":[1]}]",
                "[{\"Key\":\"SecretName\",\"Values\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]}]",
            })
    void list_badFilter_isInvalid(String filters) {
        assertInvalid(kms.refused("ListSecrets", "Filters", filters), "Filters");
    }

    @Test
    void update_description_changesIt() {
        kms.createGeneric("a");
        kms.clock.advance(Duration.ofMinutes(1));

        ObjectNode answer = kms.call("UpdateSecret", "SecretName", "a", "Description", "new");

        assertThat(answer.toString()).isEqualTo("{\"SecretName\":\"a\"}");
        JsonNode described = kms.call("DescribeSecret", "SecretName", "a");
        assertThat(described.get("Description").textValue()).isEqualTo("new");
        assertThat(described.get("UpdateTime").textValue()).isEqualTo("2026-03-01T10:01:00Z");
        kms.call("UpdateSecret", "SecretName", "a", "Description", "");
        assertThat(kms.call("DescribeSecret", "SecretName", "a")
                        .get("Description")
                        .textValue())
                .isEmpty();
    }

    @Test
    void delete_default_schedulesIn30Days() {
        kms.createGeneric("a");

        ObjectNode answer = kms.call("DeleteSecret", "SecretName", "a");

        assertThat(answer.toString())
                .isEqualTo("{\"SecretName\":\"a\",\"PlannedDeleteTime\":\"2026-03-31T10:00:00Z\"}");
        assertThat(kms.call("DescribeSecret", "SecretName", "a").get("PlannedDeleteTime"))
                .isEqualTo(answer.get("PlannedDeleteTime"));
        assertThat(kms.call("ListSecrets").at("/SecretList/Secret/0/PlannedDeleteTime"))
                .isEqualTo(answer.get("PlannedDeleteTime"));
    }

    @ParameterizedTest
    @CsvSource({
        "GetSecretValue,,",
        "PutSecretValue,VersionId,v2",
        "UpdateSecret,Description,new",
        "UpdateSecretVersionStage,MoveToVersion,v1",
        "DeleteSecret,,",
        "DeleteSecret,ForceDeleteWithoutRecovery,true",
        "SetSecretPolicy,,",
        "TagResource,Tags,'[{\"TagKey\":\"k\"}]'",
        "CreateSecret,VersionId,v1",
    })
    void scheduled_secret_refusesUseAndChange(String action, @Nullable String parameter, @Nullable String value) {
        kms.createGeneric("a");
        kms.call("DeleteSecret", "SecretName", "a", "RecoveryWindowInDays", "7");
        Map<String, String> parameters = TestKms.parameters(
                "SecretName",
                "a",
                "SecretData",
                "s",
                "VersionStage",
                "blue",
                "Policy",
                SecretPolicy.defaultFor(TestKms.ACCOUNT).toJson());
        if (action.equals("GetSecretValue")) {
            parameters.remove("VersionStage");
        }
        if (parameter != null && value != null) {
            parameters.put(parameter, value);
        }

        assertRefused(kms.refused(action, parameters, TestKms.ROOT), 409, "Rejected.ResourceInDeleteWindow");
    }

    @Test
    void scheduled_secret_isGoneExactlyWhenItsTimeHasCome() {
        kms.createGeneric("a");
        kms.call("DeleteSecret", "SecretName", "a", "RecoveryWindowInDays", "7");

        kms.clock.advance(Duration.ofDays(7).minusSeconds(1));
        kms.call("DescribeSecret", "SecretName", "a");
        kms.clock.advance(Duration.ofSeconds(1));

        assertRefused(kms.refused("DescribeSecret", "SecretName", "a"), 404, "Forbidden.ResourceNotFound");
        assertRefused(kms.refused("RestoreSecret", "SecretName", "a"), 404, "Forbidden.ResourceNotFound");
        assertThat(kms.call("ListSecrets").get("TotalCount").intValue()).isZero();
        kms.createGeneric("a");
    }

    @Test
    void restore_scheduledSecret_isUsableAgainForGood() {
        kms.createGeneric("a");
        kms.call("DeleteSecret", "SecretName", "a", "RecoveryWindowInDays", "7");

        assertThat(kms.call("RestoreSecret", "SecretName", "a").toString()).isEqualTo("{\"SecretName\":\"a\"}");
        kms.clock.advance(Duration.ofDays(40));

        assertThat(kms.value("a")).isEqualTo("value-1");
        assertThat(TestKms.fieldNames(kms.call("DescribeSecret", "SecretName", "a")))
                .doesNotContain("PlannedDeleteTime");
    }

    @Test
    void restore_normalSecret_isInUse() {
        kms.createGeneric("a");

        ServiceRefusal refusal = kms.refused("RestoreSecret", "SecretName", "a");

        assertRefused(refusal, 409, "Rejected.ResourceInUse");
        assertThat(refusal).hasMessage("restore normal secret");
    }

    @Test
    void delete_forced_freesTheNameAtOnce() {
        kms.createGeneric("a");

        ObjectNode answer = kms.call("DeleteSecret", "SecretName", "a", "ForceDeleteWithoutRecovery", "true");

        assertThat(answer.get("PlannedDeleteTime").textValue()).isEqualTo("2026-03-01T10:00:00Z");
        assertRefused(kms.refused("RestoreSecret", "SecretName", "a"), 404, "Forbidden.ResourceNotFound");
        kms.createGeneric("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6", "31", "week"})
    void delete_badWindow_isInvalid(String days) {
        kms.createGeneric("a");

        assertInvalid(
                kms.refused("DeleteSecret", "SecretName", "a", "RecoveryWindowInDays", days), "RecoveryWindowInDays");
    }

    @Test
    void delete_forcedWithWindow_isInvalid() {
        kms.createGeneric("a");

        assertInvalid(
                kms.refused(
                        "DeleteSecret",
                        "SecretName",
                        "a",
                        "ForceDeleteWithoutRecovery",
                        "true",
                        "RecoveryWindowInDays",
                        "7"),
                "RecoveryWindowInDays");
        assertThat(kms.value("a")).isEqualTo("value-1");
    }

    private ServiceRefusal refusedCreate(Map<String, String> parameters) {
        return kms.refused("CreateSecret", parameters, TestKms.ROOT);
    }

    private void createTagged(String name, String tagKey, String tagValue, String description) {
        String tags = "[{\"TagKey\":\"" + tagKey + "\",\"TagValue\":\"" + tagValue + "\"}]";
        kms.call(
                "CreateSecret",
                "SecretName",
                name,
                "VersionId",
                "v1",
                "SecretData",
                "s",
                "Tags",
                tags,
                "Description",
                description);
    }

    private List<String> filtered(String filters) {
        return names(kms.call("ListSecrets", "Filters", filters));
    }

    private static List<String> names(JsonNode answer) {
        List<String> names = new ArrayList<>();
        answer.at("/SecretList/Secret")
                .forEach(secret -> names.add(secret.get("SecretName").textValue()));
        return names;
    }
}
