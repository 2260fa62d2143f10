package io.opensesame.internal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.opensesame.internal.http.RpcCall;
import io.opensesame.kms.KmsRequest;
import io.opensesame.kms.key.CancelKeyDeletionRequest;
import io.opensesame.kms.key.CreateKeyRequest;
import io.opensesame.kms.key.CreateKeyVersionRequest;
import io.opensesame.kms.key.DeleteKeyMaterialRequest;
import io.opensesame.kms.key.DescribeKeyRequest;
import io.opensesame.kms.key.DescribeKeyVersionRequest;
import io.opensesame.kms.key.DisableKeyRequest;
import io.opensesame.kms.key.EnableKeyRequest;
import io.opensesame.kms.key.GetKeyPolicyRequest;
import io.opensesame.kms.key.GetParametersForImportRequest;
import io.opensesame.kms.key.ImportKeyMaterialRequest;
import io.opensesame.kms.key.ImportWrapping;
import io.opensesame.kms.key.KeyFilter;
import io.opensesame.kms.key.KeyOrigin;
import io.opensesame.kms.key.KeySpec;
import io.opensesame.kms.key.KeyState;
import io.opensesame.kms.key.KeyUsage;
import io.opensesame.kms.key.ListKeyVersionsRequest;
import io.opensesame.kms.key.ListKeysRequest;
import io.opensesame.kms.key.ProtectionLevel;
import io.opensesame.kms.key.ScheduleKeyDeletionRequest;
import io.opensesame.kms.key.SetDeletionProtectionRequest;
import io.opensesame.kms.key.SetKeyPolicyRequest;
import io.opensesame.kms.key.UpdateKeyDescriptionRequest;
import io.opensesame.kms.key.UpdateRotationPolicyRequest;
import io.opensesame.policy.KeyPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyRequestsTest {
    private static final String ARN = "acs:kms:cn-hangzhou:120000000001:key/key-1";

    private static Arguments sent(KmsRequest<?> request, String action, String resource, Map<String, String> params) {
        return arguments(request, action, resource, params);
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                sent(CreateKeyRequest.builder().build(), "CreateKey", "", Map.of()),
                sent(
                        CreateKeyRequest.builder()
                                .keySpec(KeySpec.EC_SM2)
                                .keyUsage(KeyUsage.SIGN_VERIFY)
                                .protectionLevel(ProtectionLevel.HSM)
                                .description("signs invoices")
                                .instanceId("kst-1")
                                .tag("team", "pay")
                                .policy(KeyPolicy.defaultFor("120000000001"))
                                .build(),
                        "CreateKey",
                        "",
                        Map.of(
                                "KeySpec", "EC_SM2",
                                "KeyUsage", "SIGN/VERIFY",
                                "ProtectionLevel", "HSM",
                                "Description", "signs invoices",
                                "DKMSInstanceId", "kst-1",
                                "Tags", "[{\"TagKey\":\"team\",\"TagValue\":\"pay\"}]",
                                "Policy", KeyPolicy.defaultFor("120000000001").toJson())),
                sent(
                        CreateKeyRequest.builder()
                                .rotationInterval(Duration.ofDays(365))
                                .build(),
                        "CreateKey",
                        "",
                        Map.of("EnableAutomaticRotation", "true", "RotationInterval", "31536000s")),
                sent(
                        CreateKeyRequest.builder().origin(KeyOrigin.EXTERNAL).build(),
                        "CreateKey",
                        "",
                        Map.of("Origin", "EXTERNAL")),
                sent(ListKeysRequest.builder().build(), "ListKeys", "", Map.of("PageNumber", "1", "PageSize", "10")),
                sent(
                        ListKeysRequest.builder()
                                .pageNumber(3)
                                .pageSize(100)
                                .filter(KeyFilter.KEY_STATE, KeyState.ENABLED.name(), KeyState.DISABLED.name())
                                .filter(KeyFilter.CREATOR_TYPE, "User")
                                .build(),
                        "ListKeys",
                        "",
                        Map.of(
                                "PageNumber",
                                "3",
                                "PageSize",
                                "100",
                                "Filters",
                                "[{\"Key\":\"KeyState\",\"Values\":[\"Enabled\",\"Disabled\"]},"
                                        + "{\"Key\":\"CreatorType\",\"Values\":[\"User\"]}]")),
                sent(DescribeKeyRequest.of("alias/a"), "DescribeKey", "alias/a", Map.of("KeyId", "alias/a")),
                sent(
                        UpdateKeyDescriptionRequest.of("key-1", ""),
                        "UpdateKeyDescription",
                        "key-1",
                        Map.of("KeyId", "key-1", "Description", "")),
                sent(EnableKeyRequest.of("key-1"), "EnableKey", "key-1", Map.of("KeyId", "key-1")),
                sent(DisableKeyRequest.of(ARN), "DisableKey", ARN, Map.of("KeyId", ARN)),
                sent(
                        ScheduleKeyDeletionRequest.of("key-1", Duration.ofDays(30)),
                        "ScheduleKeyDeletion",
                        "key-1",
                        Map.of("KeyId", "key-1", "PendingWindowInDays", "30")),
                sent(CancelKeyDeletionRequest.of("key-1"), "CancelKeyDeletion", "key-1", Map.of("KeyId", "key-1")),
                sent(
                        SetDeletionProtectionRequest.enable("key-1", "backups need it"),
                        "SetDeletionProtection",
                        "key-1",
                        Map.of(
                                "KeyId", "key-1",
                                "EnableDeletionProtection", "true",
                                "DeletionProtectionDescription", "backups need it")),
                sent(
                        SetDeletionProtectionRequest.disable(ARN),
                        "SetDeletionProtection",
                        ARN,
                        Map.of("ProtectedResourceArn", ARN, "EnableDeletionProtection", "false")),
                sent(
                        GetParametersForImportRequest.of("key-1", ImportWrapping.SM2PKE),
                        "GetParametersForImport",
                        "key-1",
                        Map.of("KeyId", "key-1", "WrappingAlgorithm", "SM2PKE", "WrappingKeySpec", "EC_SM2")),
                sent(
                        SetKeyPolicyRequest.of(ARN, KeyPolicy.defaultFor("120000000001")),
                        "SetKeyPolicy",
                        ARN,
                        Map.of(
                                "KeyId",
                                ARN,
                                "PolicyName",
                                "default",
                                "Policy",
                                KeyPolicy.defaultFor("120000000001").toJson())),
                sent(
                        GetKeyPolicyRequest.of("key-1"),
                        "GetKeyPolicy",
                        "key-1",
                        Map.of("KeyId", "key-1", "PolicyName", "default")),
                sent(DeleteKeyMaterialRequest.of("key-1"), "DeleteKeyMaterial", "key-1", Map.of("KeyId", "key-1")),
                sent(
                        UpdateRotationPolicyRequest.enable("key-1", Duration.ofDays(30)),
                        "UpdateRotationPolicy",
                        "key-1",
                        Map.of("KeyId", "key-1", "EnableAutomaticRotation", "true", "RotationInterval", "2592000s")),
                sent(
                        UpdateRotationPolicyRequest.disable("key-1"),
                        "UpdateRotationPolicy",
                        "key-1",
                        Map.of("KeyId", "key-1", "EnableAutomaticRotation", "false")),
                sent(CreateKeyVersionRequest.of("alias/a"), "CreateKeyVersion", "alias/a", Map.of("KeyId", "alias/a")),
                sent(
                        DescribeKeyVersionRequest.of("key-1", "v-1"),
                        "DescribeKeyVersion",
                        "key-1",
                        Map.of("KeyId", "key-1", "KeyVersionId", "v-1")),
                sent(
                        ListKeyVersionsRequest.of("key-1"),
                        "ListKeyVersions",
                        "key-1",
                        Map.of("KeyId", "key-1", "PageNumber", "1", "PageSize", "10")));
    }

    @ParameterizedTest
    @MethodSource
    void requests(KmsRequest<?> request, String action, String resource, Map<String, String> parameters) {
        RpcCall call = call(request);

        assertThat(call.action()).isEqualTo(action);
        assertThat(call.resource()).isEqualTo(resource);
        assertThat(call.parameters()).isEqualTo(parameters);
        assertThat(call.confidential())
                .as("sent in the body, as a description or a policy may be longer than a URL")
                .isEqualTo(Set.of("CreateKey", "UpdateKeyDescription", "SetKeyPolicy")
                        .contains(action));
    }

    private static <R> RpcCall call(KmsRequest<R> request) {
        return Operations.of(request).write().apply(request);
    }

    @Test
    void write_importKeyMaterial_sendsBase64InConfidence() {
        ImportKeyMaterialRequest.Builder material = ImportKeyMaterialRequest.builder()
                .keyId("key-1")
                .encryptedKeyMaterial(new byte[] {0, (byte) 0xff, 16})
                .importToken("dG9rZW4=");

        RpcCall forGood = KeyRequests.write(material.build());
        RpcCall forAWhile = KeyRequests.write(
                material.expiresAt(Instant.parse("2026-12-31T23:59:59.9Z")).build());

        assertThat(forGood.parameters())
                .isEqualTo(Map.of(
                        "KeyId", "key-1",
                        "EncryptedKeyMaterial", "AP8Q",
                        "ImportToken", "dG9rZW4=",
                        "KeyMaterialExpireUnix", "0"));
        assertThat(forGood.confidential()).isTrue();
        assertThat(forGood.resource()).isEqualTo("key-1");
        assertThat(forAWhile.parameters()).containsEntry("KeyMaterialExpireUnix", "1798761599");
    }
}
