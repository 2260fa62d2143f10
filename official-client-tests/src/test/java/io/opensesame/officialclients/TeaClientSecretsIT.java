package io.opensesame.officialclients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.aliyun.kms20160120.Client;
import com.aliyun.kms20160120.models.CreateSecretRequest;
import com.aliyun.kms20160120.models.CreateSecretResponse;
import com.aliyun.kms20160120.models.DeleteSecretRequest;
import com.aliyun.kms20160120.models.DescribeSecretRequest;
import com.aliyun.kms20160120.models.DescribeSecretResponseBody;
import com.aliyun.kms20160120.models.GetRandomPasswordRequest;
import com.aliyun.kms20160120.models.GetSecretValueRequest;
import com.aliyun.kms20160120.models.GetSecretValueResponseBody;
import com.aliyun.kms20160120.models.ListSecretVersionIdsRequest;
import com.aliyun.kms20160120.models.ListSecretVersionIdsResponseBody;
import com.aliyun.kms20160120.models.ListSecretVersionIdsResponseBody.ListSecretVersionIdsResponseBodyVersionIdsVersionId;
import com.aliyun.kms20160120.models.ListSecretsRequest;
import com.aliyun.kms20160120.models.ListSecretsResponseBody;
import com.aliyun.kms20160120.models.ListSecretsResponseBody.ListSecretsResponseBodySecretListSecret;
import com.aliyun.kms20160120.models.PutSecretValueRequest;
import com.aliyun.kms20160120.models.PutSecretValueResponseBody;
import com.aliyun.kms20160120.models.RestoreSecretRequest;
import com.aliyun.kms20160120.models.UpdateSecretRequest;
import com.aliyun.kms20160120.models.UpdateSecretVersionStageRequest;
import io.opensesame.localkms.LocalKms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The current client works through the life of Generic secrets, in each of its signatures, over HTTP and HTTPS. */
@ParameterizedClass
@EnumSource(TeaClients.class)
class TeaClientSecretsIT {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final LocalKms kms;
    private final Client client;

    TeaClientSecretsIT(TeaClients clients) {
        this.kms = clients.startLocalKms(LocalKms.builder().frozenClock(START));
        this.client = clients.client(kms);
    }

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void createSecret_withEveryField_isDescribedWithEveryField() throws Exception {
        CreateSecretResponse created = client.createSecret(create("orders/db", "s3cret")
                .setDescription("the orders' database")
                .setTags("[{\"TagKey\":\"team\",\"TagValue\":\"pay\"},{\"TagKey\":\"stage\",\"TagValue\":\"test\"}]"));
        DescribeSecretResponseBody described = describe("orders/db");

        assertThat(created.getStatusCode()).isEqualTo(200);
        assertThat(created.getBody().getArn())
                .isEqualTo("acs:kms:cn-hangzhou:" + kms.accountId() + ":secret/orders/db");
        assertThat(created.getBody().getVersionId()).isEqualTo("v1");
        assertThat(created.getBody().getSecretType()).isEqualTo("Generic");
        assertThat(created.getBody().getRequestId()).isNotBlank();
        assertThat(described.getArn()).isEqualTo(created.getBody().getArn());
        assertThat(described.getDescription()).isEqualTo("the orders' database");
        assertThat(described.getCreateTime()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(described.getUpdateTime()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(described.getPlannedDeleteTime()).isNull();
        assertThat(described.getAutomaticRotation()).isNull();
        assertThat(described.getTags().getTag())
                .extracting("tagKey", "tagValue")
                .containsExactlyInAnyOrder(tuple("team", "pay"), tuple("stage", "test"));
    }

    @Test
    void getSecretValue_withEveryKindOfCharacter_returnsWhatWasCreated() throws Exception {
        String value = "a+b *~%&=#/?'\"<>\t\n é 测 \uD83D\uDE00";
        // With version 1 this client leaves an empty value out of the signature, where the classic one signs it.
        client.createSecret(create("orders/db", value).setDescription(""));

        GetSecretValueResponseBody read = get(new GetSecretValueRequest());

        assertThat(read.getSecretData()).isEqualTo(value);
        assertThat(read.getSecretDataType()).isEqualTo("text");
        assertThat(read.getSecretName()).isEqualTo("orders/db");
        assertThat(read.getSecretType()).isEqualTo("Generic");
        assertThat(read.getVersionId()).isEqualTo("v1");
        assertThat(read.getVersionStages().getVersionStage()).containsExactly("ACSCurrent");
        assertThat(read.getCreateTime()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(read.getRequestId()).isNotBlank();
    }

    @Test
    void getSecretValue_binary_passesTheTextThrough() throws Exception {
        client.createSecret(create("orders/db", "AAECAw==").setSecretDataType("binary"));

        GetSecretValueResponseBody read = get(new GetSecretValueRequest());

        assertThat(read.getSecretDataType()).isEqualTo("binary");
        assertThat(read.getSecretData()).isEqualTo("AAECAw==");
    }

    @Test
    void putSecretValue_withoutStages_movesBothOfTheServicesStages() throws Exception {
        client.createSecret(create("orders/db", "one"));

        PutSecretValueResponseBody put = client.putSecretValue(put("v2", "two")).getBody();

        assertThat(put.getSecretName()).isEqualTo("orders/db");
        assertThat(put.getVersionId()).isEqualTo("v2");
        assertThat(put.getVersionStages().getVersionStage()).containsExactly("ACSCurrent");
        assertThat(get(new GetSecretValueRequest()).getSecretData()).isEqualTo("two");
        assertThat(get(new GetSecretValueRequest().setVersionStage("ACSPrevious"))
                        .getSecretData())
                .isEqualTo("one");
    }

    @Test
    void putSecretValue_withCustomStages_leavesACSCurrentUntilItIsMoved() throws Exception {
        client.createSecret(create("orders/db", "one"));

        List<String> stages = client.putSecretValue(put("v2", "two").setVersionStages("[\"pending\",\"blue\"]"))
                .getBody()
                .getVersionStages()
                .getVersionStage();

        assertThat(stages).containsExactlyInAnyOrder("pending", "blue");
        assertThat(get(new GetSecretValueRequest()).getSecretData()).isEqualTo("one");
        assertThat(get(new GetSecretValueRequest().setVersionId("v2")).getSecretData())
                .isEqualTo("two");

        client.updateSecretVersionStage(stage("ACSCurrent").setMoveToVersion("v2"));
        client.updateSecretVersionStage(stage("blue").setRemoveFromVersion("v2"));
        GetSecretValueResponseBody current = get(new GetSecretValueRequest());

        assertThat(current.getSecretData()).isEqualTo("two");
        assertThat(current.getVersionStages().getVersionStage()).containsExactlyInAnyOrder("ACSCurrent", "pending");
    }

    @Test
    void listSecretVersionIds_pagesThroughVersionsAndTheirStages() throws Exception {
        client.createSecret(create("orders/db", "one"));
        client.putSecretValue(put("v2", "two"));
        client.putSecretValue(put("v3", "three"));

        ListSecretVersionIdsResponseBody labelled = client.listSecretVersionIds(
                        new ListSecretVersionIdsRequest().setSecretName("orders/db"))
                .getBody();
        ListSecretVersionIdsResponseBody lastPage = client.listSecretVersionIds(new ListSecretVersionIdsRequest()
                        .setSecretName("orders/db")
                        .setIncludeDeprecated("true")
                        .setPageNumber(2)
                        .setPageSize(2))
                .getBody();

        assertThat(labelled.getTotalCount()).isEqualTo(2);
        assertThat(labelled.getPageSize()).isEqualTo(20);
        assertThat(labelled.getVersionIds().getVersionId())
                .extracting(
                        ListSecretVersionIdsResponseBodyVersionIdsVersionId::getVersionId,
                        version -> String.join(",", version.getVersionStages().getVersionStage()),
                        ListSecretVersionIdsResponseBodyVersionIdsVersionId::getCreateTime)
                .containsExactlyInAnyOrder(
                        tuple("v3", "ACSCurrent", "2026-03-01T10:00:00Z"),
                        tuple("v2", "ACSPrevious", "2026-03-01T10:00:00Z"));
        assertThat(lastPage.getTotalCount()).isEqualTo(3);
        assertThat(lastPage.getPageNumber()).isEqualTo(2);
        assertThat(lastPage.getVersionIds().getVersionId()).hasSize(1);
    }

    @Test
    void listSecrets_pagesAndFilters() throws Exception {
        for (String name : new String[] {"app/a", "app/b", "app/c"}) {
            client.createSecret(create(name, "x").setTags("[{\"TagKey\":\"name\",\"TagValue\":\"" + name + "\"}]"));
        }

        ListSecretsResponseBody secondPage =
                list(new ListSecretsRequest().setPageNumber(2).setPageSize(2).setFetchTags("true"));
        ListSecretsResponseBody filtered = list(
                new ListSecretsRequest().setFilters("[{\"Key\":\"SecretName\",\"Values\":[\"app/a\",\"app/c\"]}]"));
        ListSecretsResponseBody none =
                list(new ListSecretsRequest().setFilters("[{\"Key\":\"TagKey\",\"Values\":[\"nobody\"]}]"));

        assertThat(secondPage.getTotalCount()).isEqualTo(3);
        assertThat(secondPage.getPageNumber()).isEqualTo(2);
        assertThat(secondPage.getPageSize()).isEqualTo(2);
        ListSecretsResponseBodySecretListSecret only =
                secondPage.getSecretList().getSecret().get(0);
        assertThat(only.getSecretType()).isEqualTo("Generic");
        assertThat(only.getTags().getTag()).extracting("tagValue").containsExactly(only.getSecretName());
        assertThat(filtered.getSecretList().getSecret())
                .extracting(ListSecretsResponseBodySecretListSecret::getSecretName)
                .containsExactlyInAnyOrder("app/a", "app/c");
        assertThat(none.getSecretList().getSecret()).isEmpty();
        assertThat(none.getTotalCount()).isZero();
    }

    @Test
    void updateSecret_changesTheDescription() throws Exception {
        client.createSecret(create("orders/db", "one"));
        kms.clock().advance(Duration.ofMinutes(5));

        String updated = client.updateSecret(
                        new UpdateSecretRequest().setSecretName("orders/db").setDescription("new"))
                .getBody()
                .getSecretName();

        assertThat(updated).isEqualTo("orders/db");
        assertThat(describe("orders/db").getDescription()).isEqualTo("new");
        assertThat(describe("orders/db").getUpdateTime()).isEqualTo("2026-03-01T10:05:00Z");
    }

    @Test
    void deleteSecret_withARecoveryWindow_isListedAsPlannedUntilRestored() throws Exception {
        client.createSecret(create("orders/db", "one"));

        String planned = client.deleteSecret(
                        new DeleteSecretRequest().setSecretName("orders/db").setRecoveryWindowInDays("7"))
                .getBody()
                .getPlannedDeleteTime();
        String listed = list(new ListSecretsRequest())
                .getSecretList()
                .getSecret()
                .get(0)
                .getPlannedDeleteTime();
        String described = describe("orders/db").getPlannedDeleteTime();
        client.restoreSecret(new RestoreSecretRequest().setSecretName("orders/db"));

        assertThat(Instant.parse(planned)).isEqualTo(START.plus(Duration.ofDays(7)));
        assertThat(listed).isEqualTo(planned);
        assertThat(described).isEqualTo(planned);
        assertThat(describe("orders/db").getPlannedDeleteTime()).isNull();
        assertThat(get(new GetSecretValueRequest()).getSecretData()).isEqualTo("one");
    }

    @Test
    void deleteSecret_forced_freesTheName() throws Exception {
        client.createSecret(create("orders/db", "one"));

        String planned = client.deleteSecret(
                        new DeleteSecretRequest().setSecretName("orders/db").setForceDeleteWithoutRecovery("true"))
                .getBody()
                .getPlannedDeleteTime();
        client.createSecret(create("orders/db", "again"));

        assertThat(Instant.parse(planned)).isEqualTo(START);
        assertThat(get(new GetSecretValueRequest()).getSecretData()).isEqualTo("again");
    }

    @Test
    void getRandomPassword_obeysItsRules() throws Exception {
        String password = client.getRandomPassword(new GetRandomPasswordRequest()
                        .setPasswordLength("24")
                        .setExcludePunctuation("true")
                        .setExcludeCharacters("0O1l")
                        .setRequireEachIncludedType("true"))
                .getBody()
                .getRandomPassword();

        assertThat(password)
                .hasSize(24)
                .matches("[0-9A-Za-z&&[^0O1l]]+")
                .matches(".*[0-9].*")
                .matches(".*[a-z].*");
    }

    private GetSecretValueResponseBody get(GetSecretValueRequest request) throws Exception {
        return client.getSecretValue(request.setSecretName("orders/db")).getBody();
    }

    private DescribeSecretResponseBody describe(String name) throws Exception {
        return client.describeSecret(
                        new DescribeSecretRequest().setSecretName(name).setFetchTags("true"))
                .getBody();
    }

    private ListSecretsResponseBody list(ListSecretsRequest request) throws Exception {
        return client.listSecrets(request).getBody();
    }

    private static CreateSecretRequest create(String name, String value) {
        return new CreateSecretRequest().setSecretName(name).setVersionId("v1").setSecretData(value);
    }

    private static PutSecretValueRequest put(String versionId, String value) {
        return new PutSecretValueRequest()
                .setSecretName("orders/db")
                .setVersionId(versionId)
                .setSecretData(value);
    }

    private static UpdateSecretVersionStageRequest stage(String stage) {
        return new UpdateSecretVersionStageRequest().setSecretName("orders/db").setVersionStage(stage);
    }
}
