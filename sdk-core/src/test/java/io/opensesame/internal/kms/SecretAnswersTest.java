package io.opensesame.internal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.error.KmsTransportException;
import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.wire.Answer;
import io.opensesame.kms.secret.AutomaticRotation;
import io.opensesame.kms.secret.BatchFailure;
import io.opensesame.kms.secret.BatchGetSecretValueResponse;
import io.opensesame.kms.secret.CreateSecretResponse;
import io.opensesame.kms.secret.DeleteSecretResponse;
import io.opensesame.kms.secret.DescribeSecretResponse;
import io.opensesame.kms.secret.GetSecretValueResponse;
import io.opensesame.kms.secret.ListSecretVersionIdsResponse;
import io.opensesame.kms.secret.ListSecretsResponse;
import io.opensesame.kms.secret.PutSecretValueResponse;
import io.opensesame.kms.secret.RotateSecretResponse;
import io.opensesame.kms.secret.RotationState;
import io.opensesame.kms.secret.SecretDataType;
import io.opensesame.kms.secret.SecretSummary;
import io.opensesame.kms.secret.SecretVersion;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.VersionStage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretAnswersTest {
    private static final String GENERIC_VALUE = """
            {"SecretName":"orders/db","SecretType":"Generic","VersionId":"v1","SecretDataType":"text",
             "SecretData":"s3cret-canary","VersionStages":{"VersionStage":["ACSCurrent"]},
             "CreateTime":"2024-01-08T10:50:05Z","RequestId":"r-1"}""";

    private static Answer answer(String json) {
        RpcCall call = new RpcCall("GetSecretValue", Map.of(), "orders/db", false);
        return new Answer("KMS", call, "kms.example.com", FakeTransport.json(json));
    }

    @Test
    void createSecret_generic_hasNoRotation() {
        CreateSecretResponse response = SecretAnswers.createSecret(answer("""
                {"Arn":"acs:kms:cn-hangzhou:100000000000:secret/orders/db","SecretName":"orders/db",
                 "SecretType":"Generic","VersionId":"v1","RequestId":"r-1"}"""));

        assertThat(response.arn()).isEqualTo("acs:kms:cn-hangzhou:100000000000:secret/orders/db");
        assertThat(response.secretName()).isEqualTo("orders/db");
        assertThat(response.secretType()).isEqualTo(SecretType.GENERIC);
        assertThat(response.versionId()).isEqualTo("v1");
        assertThat(response.rotation()).isEqualTo(RotationState.NONE);
        assertThat(response.extendedConfig()).isEmpty();
        assertThat(response.instanceId()).isEmpty();
        assertThat(response.requestId()).isEqualTo("r-1");
    }

    @Test
    void listSecrets_twoSecrets_readsBothAndThePage() {
        ListSecretsResponse response = SecretAnswers.listSecrets(answer("""
                {"SecretList":{"Secret":[
                   {"SecretName":"orders/db","SecretType":"Generic","CreateTime":"2024-07-17T07:59:05Z",
                    "UpdateTime":"2024-07-18T07:59:05Z","Tags":{"Tag":[{"TagKey":"team","TagValue":"pay"}]}},
                   {"SecretName":"old","CreateTime":"2020-02-21T15:39:26Z","UpdateTime":"2020-02-21T15:39:26Z",
                    "PlannedDeleteTime":"2020-03-21T15:39:26Z"}]},
                 "PageNumber":2,"PageSize":10,"TotalCount":12,"RequestId":"r-1"}"""));

        assertThat(response.pageNumber()).isEqualTo(2);
        assertThat(response.pageSize()).isEqualTo(10);
        assertThat(response.totalCount()).isEqualTo(12);
        SecretSummary first = response.secrets().get(0);
        assertThat(first.secretName()).isEqualTo("orders/db");
        assertThat(first.secretType()).contains(SecretType.GENERIC);
        assertThat(first.createTime()).isEqualTo("2024-07-17T07:59:05Z");
        assertThat(first.updateTime()).isEqualTo("2024-07-18T07:59:05Z");
        assertThat(first.plannedDeleteTime()).isEmpty();
        assertThat(first.tags()).isEqualTo(Map.of("team", "pay"));
        SecretSummary second = response.secrets().get(1);
        assertThat(second.secretType()).isEmpty();
        assertThat(second.plannedDeleteTime()).contains(Instant.parse("2020-03-21T15:39:26Z"));
        assertThat(second.tags()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"SecretList\":null}", "{\"SecretList\":{}}", "{\"SecretList\":{\"Secret\":[]}}"})
    void listSecrets_noSecrets_isEmpty(String json) {
        assertThat(SecretAnswers.listSecrets(answer(json)).secrets()).isEmpty();
    }

    @Test
    void describeSecret_managed_readsEverything() {
        DescribeSecretResponse response = SecretAnswers.describeSecret(answer("""
                {"Arn":"acs:kms:cn-hangzhou:100000000000:secret/rds1","SecretName":"rds1","SecretType":"Rds",
                 "Description":"","CreateTime":"2024-01-08T10:50:05Z","UpdateTime":"2024-01-09T10:50:05Z",
                 "AutomaticRotation":"Enabled","RotationInterval":"604800s","EncryptionKeyId":"key-1",
                 "NextRotationDate":"2024-01-15T10:50:05Z","LastRotationDate":"2024-01-08T10:50:05Z",
                 "DKMSInstanceId":"kst-1","PlannedDeleteTime":"",
                 "ExtendedConfig":"{\\"SecretSubType\\":\\"SingleUser\\",\\"CustomData\\":{\\"Port\\":3306}}",
                 "Tags":{"Tag":[{"TagKey":"team"}]},"RequestId":"r-1","Unheard":{"of":[1]}}"""));

        assertThat(response.description()).contains("");
        assertThat(response.encryptionKeyId()).contains("key-1");
        assertThat(response.instanceId()).contains("kst-1");
        assertThat(response.plannedDeleteTime()).isEmpty();
        assertThat(response.rotation())
                .isEqualTo(new RotationState(
                        Optional.of(AutomaticRotation.ENABLED),
                        Optional.of(Duration.ofDays(7)),
                        Optional.of(Instant.parse("2024-01-15T10:50:05Z")),
                        Optional.of(Instant.parse("2024-01-08T10:50:05Z"))));
        assertThat(response.extendedConfig().orElseThrow().field("SecretSubType"))
                .contains("SingleUser");
        assertThat(response.extendedConfig().orElseThrow().customData()).isEqualTo(Map.of("Port", "3306"));
        assertThat(response.tags()).isEqualTo(Map.of("team", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "2022-09-15T07:02:14Z, 2022-09-15T07:02:14Z",
        "2020-02-21T04:24:04.58616562Z, 2020-02-21T04:24:04.586165620Z",
        "2020-02-21T23:36:07.713703651+08:00, 2020-02-21T15:36:07.713703651Z"
    })
    void deleteSecret_timesSeenFromTheService_areRead(String text, Instant expected) {
        DeleteSecretResponse response = SecretAnswers.deleteSecret(
                answer("{\"SecretName\":\"a\",\"PlannedDeleteTime\":\"" + text + "\",\"RequestId\":\"r\"}"));

        assertThat(response.plannedDeleteTime()).isEqualTo(expected);
    }

    @Test
    void getSecretValue_managed_readsEverything() {
        GetSecretValueResponse response = SecretAnswers.getSecretValue(answer("""
                {"SecretName":"acs/ram/user/app","SecretType":"RAMCredentials","VersionId":"v-0002",
                 "SecretDataType":"text","SecretData":"{\\"AccessKeyId\\":\\"AK-EXAMPLE\\"}",
                 "VersionStages":{"VersionStage":["ACSCurrent"]},"CreateTime":"2024-01-08T10:50:05Z",
                 "AutomaticRotation":"Enabled","RotationInterval":"604800s","NextRotationDate":"2024-04-01T10:42:40Z",
                 "LastRotationDate":"2024-03-25T10:42:40Z","RequestId":"r-1"}"""));

        assertThat(response.secretName()).isEqualTo("acs/ram/user/app");
        assertThat(response.secretType()).isEqualTo(SecretType.RAM_CREDENTIALS);
        assertThat(response.versionId()).isEqualTo("v-0002");
        assertThat(response.data().dataType()).isEqualTo(SecretDataType.TEXT);
        assertThat(response.exposeText()).isEqualTo("{\"AccessKeyId\":\"AK-EXAMPLE\"}");
        assertThat(response.versionStages()).containsExactly(VersionStage.CURRENT);
        assertThat(response.createTime()).contains(Instant.parse("2024-01-08T10:50:05Z"));
        assertThat(response.rotation().nextRotationDate()).contains(Instant.parse("2024-04-01T10:42:40Z"));
        assertThat(response.extendedConfig()).isEmpty();
    }

    @Test
    void getSecretValue_unknownTypeAndState_survive() {
        GetSecretValueResponse response = SecretAnswers.getSecretValue(answer(GENERIC_VALUE
                .replace("\"Generic\"", "\"Quantum\"")
                .replace("\"RequestId\"", "\"AutomaticRotation\":\"Paused\",\"RequestId\"")
                .replace("\"text\"", "\"parquet\"")));

        assertThat(response.secretType()).isEqualTo(SecretType.of("Quantum"));
        assertThat(response.rotation().automaticRotation()).contains(AutomaticRotation.of("Paused"));
        assertThat(response.data().dataType()).isEqualTo(SecretDataType.of("parquet"));
        assertThat(new String(response.exposeBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("s3cret-canary");
    }

    @Test
    void getSecretValue_typeInAnotherCase_isTheKnownType() {
        GetSecretValueResponse response =
                SecretAnswers.getSecretValue(answer(GENERIC_VALUE.replace("\"Generic\"", "\"ramcredentials\"")));

        assertThat(response.secretType()).isEqualTo(SecretType.RAM_CREDENTIALS);
    }

    @Test
    void getSecretValue_optionalFieldsAbsentOrNull_areEmpty() {
        GetSecretValueResponse response = SecretAnswers.getSecretValue(answer("""
                {"SecretName":"a","SecretType":"Generic","VersionId":"v1","SecretDataType":"text","SecretData":"x",
                 "VersionStages":null,"CreateTime":null,"AutomaticRotation":null,"RequestId":null}"""));

        assertThat(response.versionStages()).isEmpty();
        assertThat(response.createTime()).isEmpty();
        assertThat(response.rotation()).isEqualTo(RotationState.NONE);
        assertThat(response.requestId()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SecretName", "SecretType", "VersionId", "SecretDataType", "SecretData"})
    void getSecretValue_mandatoryFieldMissing_failsAndNamesIt(String field) {
        Answer answer = answer(GENERIC_VALUE.replace("\"" + field + "\"", "\"Other\""));

        assertThatThrownBy(() -> SecretAnswers.getSecretValue(answer))
                .isInstanceOf(KmsTransportException.class)
                .hasMessageContaining("GetSecretValue of 'orders/db' at kms.example.com")
                .hasMessageContaining("not understood: the field '" + field + "' is missing (request id r-1)")
                .hasMessageNotContaining("s3cret-canary");
    }

    @ParameterizedTest
    @CsvSource({
        "SecretName, orders/db, orders/db\\nWARN forged",
        "VersionId, v1, v1\\r\\nWARN forged",
        "VersionId, v1, v1\\u2028WARN forged",
        "VersionId, v1, ' '"
    })
    void getSecretValue_idThatWouldForgeALogLine_fails(String field, String usual, String forged) {
        Answer answer = answer(GENERIC_VALUE.replace("\"" + usual + "\"", "\"" + forged + "\""));

        assertThatThrownBy(() -> SecretAnswers.getSecretValue(answer))
                .isInstanceOf(KmsTransportException.class)
                .hasMessageContaining("the field '" + field + "' has an unexpected form")
                .hasMessageNotContaining("forged");
    }

    @Test
    void getSecretValue_notUnderstoodAndRequestIdIsNone_isNotShown() {
        Answer answer = answer(GENERIC_VALUE.replace("r-1", "r-1\\nWARN forged").replace("\"v1\"", "null"));

        assertThatThrownBy(() -> SecretAnswers.getSecretValue(answer))
                .isInstanceOf(KmsTransportException.class)
                .hasMessageContaining("the field 'VersionId' is missing")
                .hasMessageNotContaining("forged");
    }

    @Test
    void getSecretValue_dataIsAnObject_failsWithoutShowingIt() {
        Answer answer = answer(GENERIC_VALUE.replace("\"s3cret-canary\"", "{\"k\":\"s3cret-canary\"}"));

        assertThatThrownBy(() -> SecretAnswers.getSecretValue(answer))
                .isInstanceOf(KmsTransportException.class)
                .hasMessageContaining("the field 'SecretData' is not a text")
                .hasMessageNotContaining("s3cret-canary");
    }

    @Test
    void getSecretValue_unreadableField_failsWithoutShowingIt() {
        Answer answer = answer(GENERIC_VALUE.replace("2024-01-08T10:50:05Z", "s3cret-canary"));

        assertThatThrownBy(() -> SecretAnswers.getSecretValue(answer))
                .isInstanceOf(KmsTransportException.class)
                .hasMessageContaining("the field 'CreateTime' has an unexpected form")
                .hasMessageNotContaining("s3cret-canary")
                .hasNoCause();
    }

    @Test
    void answer_notAnObject_fails() {
        assertThatThrownBy(() -> answer("[1]"))
                .isInstanceOf(KmsTransportException.class)
                .hasMessageContaining("it is not a JSON object");
    }

    @Test
    void batchGetSecretValue_valuesAndErrors_areBothRead() {
        BatchGetSecretValueResponse response = SecretAnswers.batchGetSecretValue(answer("{\"SecretValues\":["
                + GENERIC_VALUE
                + "],\"Errors\":[{\"SecretName\":\"b\",\"Code\":\"Forbidden.ResourceNotFound\",\"HttpStatus\":404,"
                + "\"Message\":\"Resource not found\"},{\"SecretName\":\"c\",\"Code\":\"X\"}],\"RequestId\":\"r-2\"}"));

        assertThat(response.values()).singleElement().satisfies(value -> {
            assertThat(value.exposeText()).isEqualTo("s3cret-canary");
            assertThat(value.requestId()).isEqualTo("r-1");
        });
        assertThat(response.failures())
                .containsExactly(
                        new BatchFailure("b", "Forbidden.ResourceNotFound", 404, "Resource not found"),
                        new BatchFailure("c", "X", 0, ""));
        assertThat(response.requestId()).isEqualTo("r-2");
    }

    @Test
    void batchGetSecretValue_brokenElement_isNamedByItsPlace() {
        assertThatThrownBy(() -> SecretAnswers.batchGetSecretValue(
                        answer("{\"SecretValues\":[" + GENERIC_VALUE + ",{\"SecretDataType\":\"text\"}]}")))
                .hasMessageContaining("'SecretValues[1].SecretName' is missing");
    }

    @Test
    void putSecretValue_stages_areRead() {
        PutSecretValueResponse response = SecretAnswers.putSecretValue(answer("""
                {"SecretName":"a","VersionId":"v2","VersionStages":{"VersionStage":["ACSCurrent","blue"]},
                 "RequestId":"r"}"""));

        assertThat(response.versionId()).isEqualTo("v2");
        assertThat(response.versionStages()).containsExactly(VersionStage.CURRENT, VersionStage.of("blue"));
    }

    @Test
    void listSecretVersionIds_listWrappedTwice_isRead() {
        ListSecretVersionIdsResponse response = SecretAnswers.listSecretVersionIds(answer("""
                {"SecretName":"orders/db","VersionIds":{"VersionId":[{"VersionId":"v2",
                 "CreateTime":"2024-02-21T15:39:26Z","VersionStages":{"VersionStage":["ACSCurrent"]}},
                 {"VersionId":"v1"}]},"PageNumber":1,"PageSize":20,"TotalCount":2,"RequestId":"r"}"""));

        assertThat(response.versions())
                .containsExactly(
                        new SecretVersion(
                                "v2",
                                Optional.of(Instant.parse("2024-02-21T15:39:26Z")),
                                java.util.Set.of(VersionStage.CURRENT)),
                        new SecretVersion("v1", Optional.empty(), java.util.Set.of()));
    }

    @Test
    void listSecretVersionIds_plainLists_areReadToo() {
        ListSecretVersionIdsResponse response = SecretAnswers.listSecretVersionIds(
                answer("{\"SecretName\":\"a\",\"VersionIds\":[{\"VersionId\":\"v1\",\"VersionStages\":[\"blue\"]}]}"));

        assertThat(response.versions())
                .singleElement()
                .satisfies(version -> assertThat(version.versionStages()).containsExactly(VersionStage.of("blue")));
    }

    @Test
    void rotateSecret_answer_isRead() {
        RotateSecretResponse response = SecretAnswers.rotateSecret(answer(
                "{\"Arn\":\"acs:kms:r:1:secret/a\",\"SecretName\":\"a\",\"VersionId\":\"v2\",\"RequestId\":\"r\"}"));

        assertThat(response).isEqualTo(new RotateSecretResponse("acs:kms:r:1:secret/a", "a", "v2", "r"));
    }

    @Test
    void shortAnswers_areRead() {
        Answer answer =
                answer("{\"SecretName\":\"a\",\"RandomPassword\":\"pw\",\"Policy\":\"{}\",\"RequestId\":\"r\"}");

        assertThat(SecretAnswers.updateSecret(answer).secretName()).isEqualTo("a");
        assertThat(SecretAnswers.restoreSecret(answer).secretName()).isEqualTo("a");
        assertThat(SecretAnswers.updateSecretVersionStage(answer).requestId()).isEqualTo("r");
        assertThat(SecretAnswers.updateSecretRotationPolicy(answer).requestId()).isEqualTo("r");
        assertThat(SecretAnswers.getRandomPassword(answer).exposePassword()).isEqualTo("pw");
        assertThat(SecretAnswers.setSecretPolicy(answer).requestId()).isEqualTo("r");
        assertThat(SecretAnswers.getSecretPolicy(answer).policy()).isEqualTo("{}");
    }
}
