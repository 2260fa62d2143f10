package io.opensesame.internal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.error.KmsTransportException;
import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.wire.Answer;
import io.opensesame.kms.key.GetParametersForImportResponse;
import io.opensesame.kms.key.KeyMetadata;
import io.opensesame.kms.key.KeyOrigin;
import io.opensesame.kms.key.KeyRotation;
import io.opensesame.kms.key.KeySpec;
import io.opensesame.kms.key.KeyState;
import io.opensesame.kms.key.KeySummary;
import io.opensesame.kms.key.KeyUsage;
import io.opensesame.kms.key.KeyVersion;
import io.opensesame.kms.key.ListKeyVersionsResponse;
import io.opensesame.kms.key.ListKeysResponse;
import io.opensesame.kms.key.ProtectionLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyAnswersTest {
    private static final Instant MADE = Instant.parse("2024-01-08T10:50:05Z");

    private static Answer answer(String json) {
        RpcCall call = new RpcCall("DescribeKey", Map.of(), "key-1", false);
        return new Answer("KMS", call, "kms.example.com", FakeTransport.json(json));
    }

    @Test
    void createKey_symmetric_readsWhatThereIs() {
        var response = KeyAnswers.createKey(answer("""
                {"KeyMetadata":{"KeyId":"key-1","Arn":"acs:kms:cn-hangzhou:120000000001:key/key-1",
                 "Creator":"120000000001","KeyState":"Enabled","KeySpec":"Aliyun_AES_256",
                 "KeyUsage":"ENCRYPT/DECRYPT","Origin":"Aliyun_KMS","ProtectionLevel":"SOFTWARE","Description":"",
                 "CreationDate":"2024-01-08T10:50:05Z","DeleteDate":"","MaterialExpireTime":"",
                 "PrimaryKeyVersion":"v-1","LastRotationDate":"2024-01-08T10:50:05Z",
                 "AutomaticRotation":"Disabled","DKMSInstanceId":""},"RequestId":"r-1"}"""));

        KeyMetadata key = response.keyMetadata();
        assertThat(response.requestId()).isEqualTo("r-1");
        assertThat(key.keyId()).isEqualTo("key-1");
        assertThat(key.arn()).isEqualTo("acs:kms:cn-hangzhou:120000000001:key/key-1");
        assertThat(key.creator()).contains("120000000001");
        assertThat(key.keyState()).isEqualTo(KeyState.ENABLED);
        assertThat(key.keySpec()).isEqualTo(KeySpec.AES_256);
        assertThat(key.keyUsage()).isEqualTo(KeyUsage.ENCRYPT_DECRYPT);
        assertThat(key.origin()).isEqualTo(KeyOrigin.ALIYUN_KMS);
        assertThat(key.protectionLevel()).isEqualTo(ProtectionLevel.SOFTWARE);
        assertThat(key.description()).contains("");
        assertThat(key.creationDate()).isEqualTo(MADE);
        assertThat(key.deleteDate()).isEmpty();
        assertThat(key.materialExpireTime()).isEmpty();
        assertThat(key.primaryKeyVersion()).contains("v-1");
        assertThat(key.lastRotationDate()).contains(MADE);
        assertThat(key.automaticRotation()).contains(KeyRotation.DISABLED);
        assertThat(key.rotationInterval()).isEmpty();
        assertThat(key.nextRotationDate()).isEmpty();
        assertThat(key.instanceId()).isEmpty();
        assertThat(key.deletionProtection()).isFalse();
        assertThat(key.deletionProtectionDescription()).isEmpty();
    }

    @Test
    void describeKey_scheduledForDeletion_readsEverything() {
        KeyMetadata key = KeyAnswers.describeKey(answer("""
                {"KeyMetadata":{"KeyId":"key-1","Arn":"acs:kms:cn-hangzhou:120000000001:key/key-1",
                 "KeyState":"PendingDeletion","KeySpec":"Aliyun_SM4","KeyUsage":"ENCRYPT/DECRYPT",
                 "Origin":"EXTERNAL","ProtectionLevel":"HSM","Description":"orders",
                 "CreationDate":"2024-01-08T10:50:05Z","DeleteDate":"2024-02-08T10:50:05Z",
                 "MaterialExpireTime":"2024-03-08T10:50:05Z","AutomaticRotation":"Suspended",
                 "RotationInterval":"31536000s","NextRotationDate":"2025-01-07T10:50:05Z",
                 "DKMSInstanceId":"kst-1","DeletionProtection":"Enabled",
                 "DeletionProtectionDescription":"backups need it","Unheard":{"of":[1]}},"RequestId":"r-1"}""")).keyMetadata();

        assertThat(key.creator()).isEmpty();
        assertThat(key.keyState()).isEqualTo(KeyState.PENDING_DELETION);
        assertThat(key.keySpec()).isEqualTo(KeySpec.SM4);
        assertThat(key.origin()).isEqualTo(KeyOrigin.EXTERNAL);
        assertThat(key.protectionLevel()).isEqualTo(ProtectionLevel.HSM);
        assertThat(key.description()).contains("orders");
        assertThat(key.deleteDate()).contains(Instant.parse("2024-02-08T10:50:05Z"));
        assertThat(key.materialExpireTime()).contains(Instant.parse("2024-03-08T10:50:05Z"));
        assertThat(key.primaryKeyVersion()).isEmpty();
        assertThat(key.automaticRotation()).contains(KeyRotation.SUSPENDED);
        assertThat(key.rotationInterval()).contains(Duration.ofDays(365));
        assertThat(key.nextRotationDate()).contains(Instant.parse("2025-01-07T10:50:05Z"));
        assertThat(key.instanceId()).contains("kst-1");
        assertThat(key.deletionProtection()).isTrue();
        assertThat(key.deletionProtectionDescription()).contains("backups need it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"KeyMetadata\":null}"})
    void describeKey_withoutMetadata_isNotUnderstood(String json) {
        assertThatThrownBy(() -> KeyAnswers.describeKey(answer(json)))
                .isInstanceOf(KmsTransportException.class)
                .hasMessageContaining("'KeyMetadata' is missing");
    }

    @Test
    void describeKey_fieldMissing_isNamedWithItsPath() {
        assertThatThrownBy(() -> KeyAnswers.describeKey(answer("{\"KeyMetadata\":{\"KeyId\":\"key-1\"}}")))
                .isInstanceOf(KmsTransportException.class)
                .hasMessageContaining("the field 'KeyMetadata.Arn' is missing");
    }

    @Test
    void listKeys_twoKeys_readsBothAndThePage() {
        ListKeysResponse response = KeyAnswers.listKeys(answer("""
                {"Keys":{"Key":[{"KeyId":"key-1","KeyArn":"acs:kms:cn-hangzhou:12:key/key-1"},
                 {"KeyId":"key-2","KeyArn":"acs:kms:cn-hangzhou:12:key/key-2"}]},
                 "PageNumber":2,"PageSize":10,"TotalCount":12,"RequestId":"r-1"}"""));

        assertThat(response.keys())
                .containsExactly(
                        new KeySummary("key-1", "acs:kms:cn-hangzhou:12:key/key-1"),
                        new KeySummary("key-2", "acs:kms:cn-hangzhou:12:key/key-2"));
        assertThat(response.pageNumber()).isEqualTo(2);
        assertThat(response.pageSize()).isEqualTo(10);
        assertThat(response.totalCount()).isEqualTo(12);
        assertThat(response.requestId()).isEqualTo("r-1");
    }

    @Test
    void keyVersions_made_described_listed_areTheSame() {
        String version = "{\"KeyId\":\"key-1\",\"KeyVersionId\":\"v-1\",\"CreationDate\":\"2024-01-08T10:50:05Z\"}";
        Answer one = answer("{\"KeyVersion\":" + version + ",\"RequestId\":\"r-1\"}");
        KeyVersion expected = new KeyVersion("key-1", "v-1", MADE);

        ListKeyVersionsResponse list = KeyAnswers.listKeyVersions(answer("{\"KeyVersions\":{\"KeyVersion\":[" + version
                + "]},\"PageNumber\":1,\"PageSize\":10,\"TotalCount\":1,\"RequestId\":\"r-2\"}"));

        assertThat(KeyAnswers.createKeyVersion(one).keyVersion()).isEqualTo(expected);
        assertThat(KeyAnswers.describeKeyVersion(one).keyVersion()).isEqualTo(expected);
        assertThat(KeyAnswers.describeKeyVersion(one).requestId()).isEqualTo("r-1");
        assertThat(list.versions()).containsExactly(expected);
        assertThat(list.totalCount()).isEqualTo(1);
        assertThat(list.requestId()).isEqualTo("r-2");
    }

    @Test
    void parametersForImport_publicKey_isDecoded() {
        GetParametersForImportResponse response = KeyAnswers.getParametersForImport(answer("""
                {"KeyId":"key-1","ImportToken":"dG9rZW4=","PublicKey":"AP8Q",
                 "TokenExpireTime":"2024-01-09T10:50:05Z","RequestId":"r-1"}"""));

        assertThat(response.keyId()).isEqualTo("key-1");
        assertThat(response.publicKey()).containsExactly(0, 0xff, 16);
        assertThat(response.exposeImportToken()).isEqualTo("dG9rZW4=");
        assertThat(response.tokenExpireTime()).isEqualTo("2024-01-09T10:50:05Z");
        assertThat(response.requestId()).isEqualTo("r-1");
    }

    @Test
    void parametersForImport_publicKeyIsNoBase64_isNotUnderstood() {
        assertThatThrownBy(() -> KeyAnswers.getParametersForImport(answer("""
                {"KeyId":"key-1","ImportToken":"token-canary","PublicKey":"*","RequestId":"r-1"}""")))
                .isInstanceOf(KmsTransportException.class)
                .hasMessageContaining("'PublicKey' has an unexpected form")
                .hasMessageNotContaining("canary");
    }
}
