package io.opensesame.internal.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.internal.http.RpcCall;
import io.opensesame.kms.secret.BatchGetSecretValueRequest;
import io.opensesame.kms.secret.CreateSecretRequest;
import io.opensesame.kms.secret.DeleteSecretRequest;
import io.opensesame.kms.secret.DescribeSecretRequest;
import io.opensesame.kms.secret.ExtendedConfig;
import io.opensesame.kms.secret.GetRandomPasswordRequest;
import io.opensesame.kms.secret.GetSecretPolicyRequest;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.kms.secret.ListSecretVersionIdsRequest;
import io.opensesame.kms.secret.ListSecretsRequest;
import io.opensesame.kms.secret.PutSecretValueRequest;
import io.opensesame.kms.secret.RestoreSecretRequest;
import io.opensesame.kms.secret.RotateSecretRequest;
import io.opensesame.kms.secret.SecretFilter;
import io.opensesame.kms.secret.SetSecretPolicyRequest;
import io.opensesame.kms.secret.UpdateSecretRequest;
import io.opensesame.kms.secret.UpdateSecretRotationPolicyRequest;
import io.opensesame.kms.secret.UpdateSecretVersionStageRequest;
import io.opensesame.policy.SecretPolicy;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretRequestsTest {
    private static void assertCall(RpcCall call, String action, String resource, Map<String, String> parameters) {
        assertThat(call.action()).isEqualTo(action);
        assertThat(call.resource()).isEqualTo(resource);
        assertThat(call.parameters()).isEqualTo(parameters);
    }

    @Test
    void write_createSecretOfText_sendsWhatIsSetAndNoMore() {
        RpcCall call = SecretRequests.write(CreateSecretRequest.builder()
                .secretName("orders/db")
                .versionId("v1")
                .text("s3cret")
                .build());

        assertCall(
                call,
                "CreateSecret",
                "orders/db",
                Map.of(
                        "SecretName",
                        "orders/db",
                        "VersionId",
                        "v1",
                        "SecretData",
                        "s3cret",
                        "SecretDataType",
                        "text",
                        "SecretType",
                        "Generic"));
        assertThat(call.confidential()).isTrue();
    }

    @Test
    void write_createManagedSecret_sendsEveryParameter() {
        RpcCall call = SecretRequests.write(CreateSecretRequest.builder()
                .secretName("$Auto")
                .versionId("v1")
                .text("{}")
                .secretType(SecretType.RAM_CREDENTIALS)
                .encryptionKeyId("key-1")
                .instanceId("kst-1")
                .extendedConfig(ExtendedConfig.builder()
                        .field("SecretSubType", "RamUserAccessKey")
                        .field("UserName", "app")
                        .build())
                .description("keys of app")
                .tag("team", "pay")
                .rotationInterval(Duration.ofDays(7))
                .policy(SecretPolicy.defaultFor("120000000001"))
                .build());

        assertThat(call.parameters())
                .containsEntry("SecretName", "$Auto")
                .containsEntry("SecretType", "RAMCredentials")
                .containsEntry("EncryptionKeyId", "key-1")
                .containsEntry("DKMSInstanceId", "kst-1")
                .containsEntry(
                        "ExtendedConfig",
                        "{\"SecretSubType\":\"RamUserAccessKey\",\"UserName\":\"app\",\"CustomData\":{}}")
                .containsEntry("Description", "keys of app")
                .containsEntry("Tags", "[{\"TagKey\":\"team\",\"TagValue\":\"pay\"}]")
                .containsEntry("EnableAutomaticRotation", "true")
                .containsEntry("RotationInterval", "604800s")
                .containsEntry("Policy", SecretPolicy.defaultFor("120000000001").toJson());
    }

    @Test
    void write_putSecretValueOfBytes_sendsBase64InConfidence() {
        RpcCall call = SecretRequests.write(PutSecretValueRequest.builder()
                .secretName("orders/db")
                .versionId("v2")
                .binary(new byte[] {0, (byte) 0xff, 16})
                .versionStages(VersionStage.CURRENT, VersionStage.of("blue"))
                .build());

        assertCall(
                call,
                "PutSecretValue",
                "orders/db",
                Map.of(
                        "SecretName",
                        "orders/db",
                        "VersionId",
                        "v2",
                        "SecretData",
                        "AP8Q",
                        "SecretDataType",
                        "binary",
                        "VersionStages",
                        "[\"ACSCurrent\",\"blue\"]"));
        assertThat(call.confidential()).isTrue();
    }

    @Test
    void write_putSecretValueWithoutStages_leavesTheDefaultToKms() {
        RpcCall call = SecretRequests.write(PutSecretValueRequest.builder()
                .secretName("orders/db")
                .versionId("v2")
                .text("x")
                .build());

        assertThat(call.parameters()).doesNotContainKey("VersionStages");
    }

    @Test
    void write_listSecretsWithFilters_sendsThemAsJson() {
        RpcCall call = SecretRequests.write(ListSecretsRequest.builder()
                .pageNumber(3)
                .pageSize(100)
                .fetchTags(true)
                .filter(SecretFilter.SECRET_NAME, "a", "b\"c")
                .filter(SecretFilter.INSTANCE_ID, "kst-1")
                .build());

        assertCall(
                call,
                "ListSecrets",
                "",
                Map.of(
                        "PageNumber",
                        "3",
                        "PageSize",
                        "100",
                        "FetchTags",
                        "true",
                        "Filters",
                        "[{\"Key\":\"SecretName\",\"Values\":[\"a\",\"b\\\"c\"]},"
                                + "{\"Key\":\"DKMSInstanceId\",\"Values\":[\"kst-1\"]}]"));
        assertThat(call.confidential()).isFalse();
    }

    @Test
    void write_namedOperations_sendTheName() {
        Map<String, String> named = Map.of("SecretName", "orders/db");

        assertCall(SecretRequests.write(DescribeSecretRequest.of("orders/db")), "DescribeSecret", "orders/db", named);
        assertCall(SecretRequests.write(DeleteSecretRequest.of("orders/db")), "DeleteSecret", "orders/db", named);
        assertCall(SecretRequests.write(RestoreSecretRequest.of("orders/db")), "RestoreSecret", "orders/db", named);
        assertCall(SecretRequests.write(GetSecretValueRequest.of("orders/db")), "GetSecretValue", "orders/db", named);
        assertCall(
                SecretRequests.write(GetSecretPolicyRequest.of("orders/db")),
                "GetSecretPolicy",
                "orders/db",
                Map.of("SecretName", "orders/db", "PolicyName", "default"));
    }

    @Test
    void write_describeSecretWithTags_asksForThem() {
        RpcCall call = SecretRequests.write(
                DescribeSecretRequest.builder().secretName("a").fetchTags(true).build());

        assertThat(call.parameters()).isEqualTo(Map.of("SecretName", "a", "FetchTags", "true"));
    }

    @Test
    void write_deleteSecret_sendsOneOfTheTwoWays() {
        RpcCall recoverable = SecretRequests.write(DeleteSecretRequest.builder()
                .secretName("a")
                .recoveryWindow(Duration.ofDays(7))
                .build());
        RpcCall forced = SecretRequests.write(DeleteSecretRequest.builder()
                .secretName("a")
                .withoutRecovery(true)
                .build());

        assertThat(recoverable.parameters()).isEqualTo(Map.of("SecretName", "a", "RecoveryWindowInDays", "7"));
        assertThat(forced.parameters()).isEqualTo(Map.of("SecretName", "a", "ForceDeleteWithoutRecovery", "true"));
    }

    @Test
    void write_updateSecret_sendsCustomDataAsJson() {
        RpcCall call = SecretRequests.write(UpdateSecretRequest.builder()
                .secretName("a")
                .description("")
                .customData(Map.of("Port", "3306"))
                .build());

        assertCall(
                call,
                "UpdateSecret",
                "a",
                Map.of("SecretName", "a", "Description", "", "ExtendedConfig.CustomData", "{\"Port\":\"3306\"}"));
    }

    @Test
    void write_getSecretValueWithOptions_sendsThem() {
        RpcCall call = SecretRequests.write(GetSecretValueRequest.builder()
                .secretName("a")
                .versionStage(VersionStage.PREVIOUS)
                .versionId("v1")
                .fetchExtendedConfig(true)
                .dryRun(true)
                .build());

        assertThat(call.parameters())
                .isEqualTo(Map.of(
                        "SecretName",
                        "a",
                        "VersionStage",
                        "ACSPrevious",
                        "VersionId",
                        "v1",
                        "FetchExtendedConfig",
                        "true",
                        "DryRun",
                        "true"));
    }

    @Test
    void write_batch_flattensTheList() {
        RpcCall call = SecretRequests.write(BatchGetSecretValueRequest.builder()
                .read(GetSecretValueRequest.of("a"))
                .read(GetSecretValueRequest.builder()
                        .secretName("b")
                        .versionStage(VersionStage.of("blue"))
                        .fetchExtendedConfig(true)
                        .build())
                .build());

        assertCall(
                call,
                "BatchGetSecretValue",
                "",
                Map.of(
                        "SecretsList.1.SecretName", "a",
                        "SecretsList.2.SecretName", "b",
                        "SecretsList.2.VersionStage", "blue",
                        "SecretsList.2.FetchExtendedConfig", "true"));
    }

    @Test
    void write_listSecretVersionIds_sendsThePage() {
        RpcCall call = SecretRequests.write(ListSecretVersionIdsRequest.builder()
                .secretName("a")
                .includeDeprecated(true)
                .pageNumber(2)
                .build());

        assertCall(
                call,
                "ListSecretVersionIds",
                "a",
                Map.of("SecretName", "a", "IncludeDeprecated", "true", "PageNumber", "2", "PageSize", "20"));
    }

    @Test
    void write_updateSecretVersionStage_sendsBothVersions() {
        RpcCall call = SecretRequests.write(UpdateSecretVersionStageRequest.builder()
                .secretName("a")
                .versionStage(VersionStage.CURRENT)
                .moveToVersion("v2")
                .removeFromVersion("v1")
                .build());

        assertCall(
                call,
                "UpdateSecretVersionStage",
                "a",
                Map.of(
                        "SecretName",
                        "a",
                        "VersionStage",
                        "ACSCurrent",
                        "MoveToVersion",
                        "v2",
                        "RemoveFromVersion",
                        "v1"));
    }

    @Test
    void write_updateSecretRotationPolicy_sendsTheIntervalOnlyIfOn() {
        RpcCall on = SecretRequests.write(UpdateSecretRotationPolicyRequest.enable("a", Duration.ofHours(6)));
        RpcCall off = SecretRequests.write(UpdateSecretRotationPolicyRequest.disable("a"));

        assertCall(
                on,
                "UpdateSecretRotationPolicy",
                "a",
                Map.of("SecretName", "a", "EnableAutomaticRotation", "true", "RotationInterval", "21600s"));
        assertCall(
                off, "UpdateSecretRotationPolicy", "a", Map.of("SecretName", "a", "EnableAutomaticRotation", "false"));
    }

    @Test
    void write_rotateSecret_sendsTheNewVersion() {
        assertCall(
                SecretRequests.write(RotateSecretRequest.of("a", "v2")),
                "RotateSecret",
                "a",
                Map.of("SecretName", "a", "VersionId", "v2"));
    }

    @Test
    void write_getRandomPassword_sendsWhatDiffersFromTheDefaults() {
        RpcCall plain = SecretRequests.write(GetRandomPasswordRequest.ofDefaults());
        RpcCall full = SecretRequests.write(GetRandomPasswordRequest.builder()
                .length(16)
                .excludeCharacters("0Oo\"\\")
                .excludeLowercase(true)
                .excludeUppercase(true)
                .excludePunctuation(true)
                .requireEachIncludedType(true)
                .build());

        assertCall(plain, "GetRandomPassword", "", Map.of("PasswordLength", "32"));
        assertThat(full.parameters())
                .isEqualTo(Map.of(
                        "PasswordLength",
                        "16",
                        "ExcludeCharacters",
                        "0Oo\"\\",
                        "ExcludeLowercase",
                        "true",
                        "ExcludeUppercase",
                        "true",
                        "ExcludePunctuation",
                        "true",
                        "RequireEachIncludedType",
                        "true"));
    }

    @Test
    void write_setSecretPolicy_sendsTheDefaultPolicyName() {
        SecretPolicy policy = SecretPolicy.defaultFor("120000000001");
        RpcCall call = SecretRequests.write(
                SetSecretPolicyRequest.builder().secretName("a").policy(policy).build());

        assertCall(
                call,
                "SetSecretPolicy",
                "a",
                Map.of("SecretName", "a", "Policy", policy.toJson(), "PolicyName", "default"));
    }

    @Test
    void write_policyAsText_sendsItAsItIs() {
        String policy = SecretPolicy.defaultFor("120000000001").toPrettyJson();
        RpcCall call = SecretRequests.write(
                SetSecretPolicyRequest.builder().secretName("a").policy(policy).build());

        assertThat(call.parameters()).containsEntry("Policy", policy);
        assertThat(call.confidential()).isTrue();
    }
}
