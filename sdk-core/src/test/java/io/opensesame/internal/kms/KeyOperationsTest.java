package io.opensesame.internal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.error.PolicyException;
import io.opensesame.kms.key.CancelKeyDeletionRequest;
import io.opensesame.kms.key.DeleteKeyMaterialRequest;
import io.opensesame.kms.key.DescribeKeyRequest;
import io.opensesame.kms.key.DisableKeyRequest;
import io.opensesame.kms.key.EnableKeyRequest;
import io.opensesame.kms.key.GetKeyPolicyRequest;
import io.opensesame.kms.key.GetKeyPolicyResponse;
import io.opensesame.kms.key.ImportKeyMaterialRequest;
import io.opensesame.kms.key.KeyFilter;
import io.opensesame.kms.key.KeyOperations;
import io.opensesame.kms.key.KeyState;
import io.opensesame.kms.key.KeySummary;
import io.opensesame.kms.key.KeyVersion;
import io.opensesame.kms.key.ListKeyVersionsRequest;
import io.opensesame.kms.key.ListKeysRequest;
import io.opensesame.kms.key.ScheduleKeyDeletionRequest;
import io.opensesame.kms.key.SetDeletionProtectionRequest;
import io.opensesame.kms.key.SetKeyPolicyRequest;
import io.opensesame.kms.key.UpdateKeyDescriptionRequest;
import io.opensesame.kms.key.UpdateRotationPolicyRequest;
import io.opensesame.policy.KeyPolicy;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The methods of the interface reach their operations, and the lists are walked to their end. */
@Timeout(10)
class KeyOperationsTest {
    private static FakeTransport pages(String list, String element, String fields, int count) {
        return new FakeTransport(call -> {
            int size = Integer.parseInt(call.parameters().get("PageSize"));
            int from = (Integer.parseInt(call.parameters().get("PageNumber")) - 1) * size;
            String elements = IntStream.range(from, Math.min(count, from + size))
                    .mapToObj(i -> "{" + fields.replace("#", Integer.toString(i)) + "}")
                    .collect(Collectors.joining(","));
            return "{\"" + list + "\":{\"" + element + "\":[" + elements + "]},\"TotalCount\":" + count + "}";
        });
    }

    @Test
    void operationsWithoutAnAnswer_giveTheRequestId() {
        FakeTransport transport = FakeTransport.answering("{\"RequestId\":\"r-1\"}");
        KeyOperations keys = transport.client().keys();
        ImportKeyMaterialRequest material = ImportKeyMaterialRequest.builder()
                .keyId("key-1")
                .encryptedKeyMaterial(new byte[256])
                .importToken("t")
                .build();

        assertThat(keys.updateKeyDescription(UpdateKeyDescriptionRequest.of("key-1", "x"))
                        .requestId())
                .isEqualTo("r-1");
        assertThat(keys.enableKey(EnableKeyRequest.of("key-1")).requestId()).isEqualTo("r-1");
        assertThat(keys.disableKey(DisableKeyRequest.of("key-1")).requestId()).isEqualTo("r-1");
        assertThat(keys.scheduleKeyDeletion(ScheduleKeyDeletionRequest.of("key-1", Duration.ofDays(7)))
                        .requestId())
                .isEqualTo("r-1");
        assertThat(keys.cancelKeyDeletion(CancelKeyDeletionRequest.of("key-1")).requestId())
                .isEqualTo("r-1");
        assertThat(keys.setDeletionProtection(SetDeletionProtectionRequest.enable("key-1"))
                        .requestId())
                .isEqualTo("r-1");
        assertThat(keys.importKeyMaterial(material).requestId()).isEqualTo("r-1");
        assertThat(keys.deleteKeyMaterial(DeleteKeyMaterialRequest.of("key-1")).requestId())
                .isEqualTo("r-1");
        assertThat(keys.updateRotationPolicy(UpdateRotationPolicyRequest.disable("key-1"))
                        .requestId())
                .isEqualTo("r-1");
        assertThat(keys.setKeyPolicy(SetKeyPolicyRequest.of("key-1", KeyPolicy.defaultFor("12")))
                        .requestId())
                .isEqualTo("r-1");
        assertThat(transport.calls())
                .extracting(call -> call.action())
                .containsExactly(
                        "UpdateKeyDescription",
                        "EnableKey",
                        "DisableKey",
                        "ScheduleKeyDeletion",
                        "CancelKeyDeletion",
                        "SetDeletionProtection",
                        "ImportKeyMaterial",
                        "DeleteKeyMaterial",
                        "UpdateRotationPolicy",
                        "SetKeyPolicy");
    }

    @Test
    void getKeyPolicy_documentOfTheService_isReadAsAPolicy() {
        FakeTransport transport = FakeTransport.answering("""
                {"RequestId":"r-1","Policy":"{\\"Version\\":\\"1\\",\\"Statement\\":[{\\"Sid\\":\\"kms default key policy\\",\
                \\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"RAM\\":[\\"acs:ram::12:*\\"]},\\"Action\\":[\\"kms:*\\"],\
                \\"Resource\\":[\\"*\\"]}]}"}""");

        GetKeyPolicyResponse response = transport.client().keys().getKeyPolicy(GetKeyPolicyRequest.of("key-1"));

        assertThat(response.keyPolicy()).isEqualTo(KeyPolicy.defaultFor("12"));
    }

    @Test
    void getKeyPolicy_documentThatTheLibraryDoesNotKnow_isThereAsText() {
        FakeTransport transport = FakeTransport.answering("{\"Policy\":\"{\\\"Version\\\":\\\"2\\\"}\"}");

        GetKeyPolicyResponse response = transport.client().keys().getKeyPolicy(GetKeyPolicyRequest.of("key-1"));

        assertThat(response.policy()).isEqualTo("{\"Version\":\"2\"}");
        assertThatThrownBy(response::keyPolicy).isInstanceOf(PolicyException.class);
    }

    @Test
    void describeKey_alias_isSentAsKeyId() {
        FakeTransport transport = FakeTransport.answering("""
                {"KeyMetadata":{"KeyId":"key-1","Arn":"acs:kms:cn-hangzhou:12:key/key-1","KeyState":"Disabled",
                 "KeySpec":"RSA_2048","KeyUsage":"SIGN/VERIFY","Origin":"Aliyun_KMS","ProtectionLevel":"HSM",
                 "CreationDate":"2024-01-08T10:50:05Z"}}""");

        var key = transport
                .client()
                .keys()
                .describeKey(DescribeKeyRequest.of("alias/orders"))
                .keyMetadata();

        assertThat(key.keyId()).isEqualTo("key-1");
        assertThat(key.keyState()).isEqualTo(KeyState.DISABLED);
        assertThat(transport.onlyCall().parameters()).containsEntry("KeyId", "alias/orders");
    }

    @Test
    void listAllKeys_threePages_givesEachKeyAndKeepsTheFilters() {
        FakeTransport transport = pages("Keys", "Key", "\"KeyId\":\"k#\",\"KeyArn\":\"a#\"", 5);
        ListKeysRequest request = ListKeysRequest.builder()
                .pageSize(2)
                .filter(KeyFilter.KEY_STATE, "Enabled")
                .build();

        assertThat(transport.client().keys().listAllKeys(request).map(KeySummary::keyId))
                .containsExactly("k0", "k1", "k2", "k3", "k4");

        assertThat(transport.calls())
                .hasSize(3)
                .allSatisfy(call -> assertThat(call.parameters()).containsKey("Filters"));
    }

    @Test
    void listAllKeyVersions_twoPages_givesEachVersionAndKeepsTheKey() {
        FakeTransport transport = pages(
                "KeyVersions",
                "KeyVersion",
                "\"KeyId\":\"key-1\",\"KeyVersionId\":\"v#\",\"CreationDate\":\"2024-01-08T10:50:05Z\"",
                3);
        ListKeyVersionsRequest request =
                ListKeyVersionsRequest.builder().keyId("key-1").pageSize(2).build();

        assertThat(transport.client().keys().listAllKeyVersions(request).map(KeyVersion::keyVersionId))
                .containsExactly("v0", "v1", "v2");

        assertThat(transport.calls())
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.parameters()).containsEntry("KeyId", "key-1"));
    }
}
