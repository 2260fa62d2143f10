package io.opensesame.internal.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.kms.GenericRequest;
import io.opensesame.kms.GenericResponse;
import io.opensesame.kms.KmsClient;
import io.opensesame.kms.secret.CreateSecretRequest;
import io.opensesame.kms.secret.CreateSecretResponse;
import io.opensesame.kms.secret.DeleteSecretRequest;
import io.opensesame.kms.secret.DeleteSecretResponse;
import io.opensesame.kms.secret.DescribeSecretRequest;
import io.opensesame.kms.secret.ExtendedConfig;
import io.opensesame.kms.secret.GetRandomPasswordRequest;
import io.opensesame.kms.secret.GetSecretValueRequest;
import io.opensesame.kms.secret.GetSecretValueResponse;
import io.opensesame.kms.secret.ListSecretVersionIdsRequest;
import io.opensesame.kms.secret.ListSecretsRequest;
import io.opensesame.kms.secret.PutSecretValueRequest;
import io.opensesame.kms.secret.RestoreSecretRequest;
import io.opensesame.kms.secret.RotateSecretRequest;
import io.opensesame.kms.secret.SecretFilter;
import io.opensesame.kms.secret.SecretSummary;
import io.opensesame.kms.secret.SecretVersion;
import io.opensesame.kms.secret.UpdateSecretRotationPolicyRequest;
import io.opensesame.kms.secret.UpdateSecretVersionStageRequest;
import io.opensesame.kms.tag.TagResourceRequest;
import io.opensesame.kms.tag.TaggedResource;
import io.opensesame.secrets.SecretType;
import io.opensesame.secrets.VersionStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The snippets of docs/kms-operations.md, run as they stand there. */
class KmsOperationsGuideTest {
    private static final String ANSWER = """
            {"Arn":"acs:kms:r:1:secret/orders/db","SecretName":"orders/db","SecretType":"Rds","VersionId":"v1",
             "SecretDataType":"text","SecretData":"canary","VersionStages":{"VersionStage":["ACSPrevious"]},
             "CreateTime":"2024-01-08T10:50:05Z","UpdateTime":"2024-01-08T10:50:05Z",
             "PlannedDeleteTime":"2026-01-08T10:50:05Z","RandomPassword":"canary",
             "Tags":{"Tag":[{"TagKey":"stage","TagValue":"production"}]},
             "SecretList":{"Secret":[{"SecretName":"orders/db","CreateTime":"2024-01-08T10:50:05Z",
             "UpdateTime":"2024-01-08T10:50:05Z"}]},
             "VersionIds":{"VersionId":[{"VersionId":"v3","VersionStages":{"VersionStage":["pending"]}}]},
             "Keys":{"Key":[{"KeyId":"k-1"}]},"TotalCount":1,"RequestId":"r-1"}""";

    private final FakeTransport transport = FakeTransport.answering(ANSWER);
    private final KmsClient kms = transport.client();

    private List<String> actions() {
        return transport.calls().stream().map(call -> call.action()).toList();
    }

    @Test
    void create_secret_returnsItsArn() {
        CreateSecretResponse created = kms.secrets()
                .createSecret(CreateSecretRequest.builder()
                        .secretName("orders/db")
                        .versionId("v1")
                        .text("{\"user\":\"orders\",\"password\":\"example\"}")
                        .description("login of the orders service")
                        .tag("team", "pay")
                        .build());
        String arn = created.arn();

        assertThat(arn).isEqualTo("acs:kms:r:1:secret/orders/db");
        assertThat(actions()).containsExactly("CreateSecret");
    }

    @Test
    void create_managedSecret_isSent() {
        kms.secrets()
                .createSecret(CreateSecretRequest.builder()
                        .secretType(SecretType.RAM_CREDENTIALS)
                        .secretName(CreateSecretRequest.AUTO)
                        .versionId("v1")
                        .text("{\"AccessKeys\":[{\"AccessKeyId\":\"AK-EXAMPLE\",\"AccessKeySecret\":\"SK-EXAMPLE\"}]}")
                        .extendedConfig(ExtendedConfig.builder()
                                .field("SecretSubType", "RamUserAccessKey")
                                .field("UserName", "app")
                                .build())
                        .rotationInterval(Duration.ofDays(7))
                        .build());

        assertThat(transport.onlyCall().parameters()).containsEntry("SecretType", "RAMCredentials");
    }

    @Test
    void put_text_isSent() {
        kms.secrets()
                .putSecretValue(PutSecretValueRequest.builder()
                        .secretName("orders/db")
                        .versionId("v2")
                        .text("{\"user\":\"orders\",\"password\":\"example-2\"}")
                        .build());

        assertThat(transport.onlyCall().parameters()).containsEntry("VersionId", "v2");
    }

    @Test
    void put_bytes_areSentAsBase64() {
        byte[] keystoreBytes = {1, 2, 3};
        kms.secrets()
                .putSecretValue(PutSecretValueRequest.builder()
                        .secretName("orders/keystore")
                        .versionId("v2")
                        .binary(keystoreBytes)
                        .build());

        assertThat(transport.onlyCall().parameters()).containsEntry("SecretData", "AQID");
    }

    @Test
    void read_previousVersion_exposesIt() {
        GetSecretValueResponse previous = kms.secrets()
                .getSecretValue(GetSecretValueRequest.builder()
                        .secretName("orders/db")
                        .versionStage(VersionStage.PREVIOUS)
                        .build());
        String password = previous.exposeText();
        Optional<Instant> nextRotation = previous.rotation().nextRotationDate();

        assertThat(password).isEqualTo("canary");
        assertThat(nextRotation).isEmpty();
    }

    @Test
    void moveStage_pendingVersion_becomesCurrent() {
        String pendingValue = "x";
        kms.secrets()
                .putSecretValue(PutSecretValueRequest.builder()
                        .secretName("orders/db")
                        .versionId("v3")
                        .text(pendingValue)
                        .versionStages(VersionStage.of("pending"))
                        .build());
        // ... tell the database about the new password ...
        kms.secrets()
                .updateSecretVersionStage(UpdateSecretVersionStageRequest.builder()
                        .secretName("orders/db")
                        .versionStage(VersionStage.CURRENT)
                        .moveToVersion("v3")
                        .build());

        assertThat(actions()).containsExactly("PutSecretValue", "UpdateSecretVersionStage");
    }

    @Test
    void list_streams_giveElements() {
        List<String> rdsSecrets = kms.secrets()
                .listAllSecrets(ListSecretsRequest.builder()
                        .filter(SecretFilter.SECRET_TYPE, "Rds")
                        .pageSize(100)
                        .build())
                .map(SecretSummary::secretName)
                .toList();

        Optional<SecretVersion> pending = kms.secrets()
                .listAllSecretVersionIds(ListSecretVersionIdsRequest.of("orders/db"))
                .filter(version -> version.versionStages().contains(VersionStage.of("pending")))
                .findFirst();

        assertThat(rdsSecrets).containsExactly("orders/db");
        assertThat(pending).isPresent();
    }

    @Test
    void tag_secret_showsItsTags() {
        kms.tags()
                .tagResource(TagResourceRequest.builder()
                        .resource(TaggedResource.secret("orders/db"))
                        .tag("stage", "production")
                        .build());

        Map<String, String> tags = kms.secrets()
                .describeSecret(DescribeSecretRequest.builder()
                        .secretName("orders/db")
                        .fetchTags(true)
                        .build())
                .tags();

        assertThat(tags).isEqualTo(Map.of("stage", "production"));
    }

    @Test
    void rotate_managedSecret_isSent() {
        kms.secrets().rotateSecret(RotateSecretRequest.of("acs/ram/user/app", "rotation-2026-11"));
        kms.secrets()
                .updateSecretRotationPolicy(
                        UpdateSecretRotationPolicyRequest.enable("acs/ram/user/app", Duration.ofDays(30)));

        assertThat(actions()).containsExactly("RotateSecret", "UpdateSecretRotationPolicy");
    }

    @Test
    void delete_secret_tellsWhen() {
        DeleteSecretResponse deletion = kms.secrets()
                .deleteSecret(DeleteSecretRequest.builder()
                        .secretName("orders/db")
                        .recoveryWindow(Duration.ofDays(7))
                        .build());
        Instant goneAt = deletion.plannedDeleteTime();

        kms.secrets().restoreSecret(RestoreSecretRequest.of("orders/db"));

        assertThat(goneAt).isEqualTo("2026-01-08T10:50:05Z");
        assertThat(actions()).containsExactly("DeleteSecret", "RestoreSecret");
    }

    @Test
    void async_password_comes() {
        CompletableFuture<Integer> length = kms.sendAsync(
                        GetRandomPasswordRequest.builder().length(40).build())
                .thenApply(answer -> answer.exposePassword().length());

        assertThat(length).isCompletedWithValue(6);
    }

    @Test
    void generic_listKeys_givesTheIds() {
        List<String> keyIds = new ArrayList<>();
        GenericResponse keys = kms.call(GenericRequest.of("ListKeys").parameter("PageSize", "5"));
        for (int i = 0; i < keys.elementCount("/Keys/Key"); i++) {
            keyIds.add(keys.exposeText("/Keys/Key/" + i + "/KeyId").orElseThrow());
        }

        assertThat(keyIds).containsExactly("k-1");
    }

    @Test
    void guide_everySnippet_isRunHere() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "kms-operations.md"));
        String thisTest = Files.readString(
                Path.of("src", "test", "java", "io", "opensesame", "internal", "kms", "KmsOperationsGuideTest.java"));

        List<String> snippets = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(guide)
                .results()
                .map((MatchResult snippet) -> snippet.group(1))
                .filter(snippet -> !snippet.contains("sesame.kms()"))
                .toList();

        assertThat(snippets)
                .hasSize(12)
                .allSatisfy(snippet -> assertThat(withoutBlanks(thisTest)).contains(withoutBlanks(snippet)));
    }

    private static String withoutBlanks(String code) {
        return code.replaceAll("\\s", "");
    }
}
