package io.opensesame.officialclients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.kms.model.v20160120.CreateSecretRequest;
import com.aliyuncs.kms.model.v20160120.CreateSecretResponse;
import com.aliyuncs.kms.model.v20160120.DeleteSecretRequest;
import com.aliyuncs.kms.model.v20160120.DescribeSecretRequest;
import com.aliyuncs.kms.model.v20160120.DescribeSecretResponse;
import com.aliyuncs.kms.model.v20160120.GetRandomPasswordRequest;
import com.aliyuncs.kms.model.v20160120.GetSecretValueRequest;
import com.aliyuncs.kms.model.v20160120.GetSecretValueResponse;
import com.aliyuncs.kms.model.v20160120.ListSecretVersionIdsRequest;
import com.aliyuncs.kms.model.v20160120.ListSecretVersionIdsResponse;
import com.aliyuncs.kms.model.v20160120.ListSecretsRequest;
import com.aliyuncs.kms.model.v20160120.ListSecretsResponse;
import com.aliyuncs.kms.model.v20160120.PutSecretValueRequest;
import com.aliyuncs.kms.model.v20160120.PutSecretValueResponse;
import com.aliyuncs.kms.model.v20160120.RestoreSecretRequest;
import com.aliyuncs.kms.model.v20160120.UpdateSecretRequest;
import com.aliyuncs.kms.model.v20160120.UpdateSecretVersionStageRequest;
import io.opensesame.localkms.LocalKms;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The classic client works through the life of Generic secrets, in both of its signature versions. */
@ParameterizedClass
@EnumSource(SignatureVersion.class)
class ClassicClientSecretsIT {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final LocalKms kms = LocalKms.builder().frozenClock(START).start();
    private final ClassicClient client;

    ClassicClientSecretsIT(SignatureVersion signature) {
        this.client = new ClassicClient(kms, signature);
    }

    @AfterEach
    void close() {
        client.close();
        kms.close();
    }

    @Test
    void createSecret_withEveryField_isDescribedWithEveryField() throws Exception {
        CreateSecretRequest create = createRequest("orders/db", "s3cret");
        create.setDescription("the orders' database");
        create.setTags("[{\"TagKey\":\"team\",\"TagValue\":\"pay\"},{\"TagKey\":\"stage\",\"TagValue\":\"test\"}]");

        CreateSecretResponse created = client.send(create);
        DescribeSecretResponse described = describe("orders/db");

        assertThat(created.getArn()).isEqualTo("acs:kms:cn-hangzhou:" + kms.accountId() + ":secret/orders/db");
        assertThat(created.getSecretName()).isEqualTo("orders/db");
        assertThat(created.getVersionId()).isEqualTo("v1");
        assertThat(created.getSecretType()).isEqualTo("Generic");
        assertThat(created.getRequestId()).isNotBlank();
        assertThat(described.getArn()).isEqualTo(created.getArn());
        assertThat(described.getDescription()).isEqualTo("the orders' database");
        assertThat(described.getCreateTime()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(described.getUpdateTime()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(described.getPlannedDeleteTime()).isNull();
        assertThat(described.getAutomaticRotation()).isNull();
        assertThat(described.getTags())
                .extracting(DescribeSecretResponse.Tag::getTagKey, DescribeSecretResponse.Tag::getTagValue)
                .containsExactlyInAnyOrder(tuple("team", "pay"), tuple("stage", "test"));
    }

    @Test
    void getSecretValue_withEveryKindOfCharacter_returnsWhatWasCreated() throws Exception {
        String value = "a+b *~%&=#/?'\"<>\t\n é 测 \uD83D\uDE00";
        CreateSecretRequest create = createRequest("orders/db", value);
        // The classic client signs an empty value, where the newer one leaves it out of the signature.
        create.setDescription("");
        client.send(create);

        GetSecretValueResponse read = client.send(getRequest("orders/db"));

        assertThat(read.getSecretData()).isEqualTo(value);
        assertThat(read.getSecretDataType()).isEqualTo("text");
        assertThat(read.getSecretName()).isEqualTo("orders/db");
        assertThat(read.getSecretType()).isEqualTo("Generic");
        assertThat(read.getVersionId()).isEqualTo("v1");
        assertThat(read.getVersionStages()).containsExactly("ACSCurrent");
        assertThat(read.getCreateTime()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(read.getRequestId()).isNotBlank();
    }

    @Test
    void getSecretValue_binary_passesTheTextThrough() throws Exception {
        CreateSecretRequest create = createRequest("orders/key", "AAECAw==");
        create.setSecretDataType("binary");
        client.send(create);

        GetSecretValueResponse read = client.send(getRequest("orders/key"));

        assertThat(read.getSecretDataType()).isEqualTo("binary");
        assertThat(read.getSecretData()).isEqualTo("AAECAw==");
    }

    @Test
    void putSecretValue_withoutStages_movesBothOfTheServicesStages() throws Exception {
        client.send(createRequest("orders/db", "one"));

        PutSecretValueResponse put = client.send(putRequest("orders/db", "v2", "two"));
        GetSecretValueRequest previous = getRequest("orders/db");
        previous.setVersionStage("ACSPrevious");

        assertThat(put.getSecretName()).isEqualTo("orders/db");
        assertThat(put.getVersionId()).isEqualTo("v2");
        assertThat(put.getVersionStages()).containsExactly("ACSCurrent");
        assertThat(client.send(getRequest("orders/db")).getSecretData()).isEqualTo("two");
        assertThat(client.send(previous).getSecretData()).isEqualTo("one");
    }

    @Test
    void putSecretValue_withCustomStages_leavesACSCurrentUntilItIsMoved() throws Exception {
        client.send(createRequest("orders/db", "one"));
        PutSecretValueRequest put = putRequest("orders/db", "v2", "two");
        put.setVersionStages("[\"pending\",\"blue\"]");
        GetSecretValueRequest byId = getRequest("orders/db");
        byId.setVersionId("v2");
        UpdateSecretVersionStageRequest move = new UpdateSecretVersionStageRequest();
        move.setSecretName("orders/db");
        move.setVersionStage("ACSCurrent");
        move.setMoveToVersion("v2");
        UpdateSecretVersionStageRequest remove = new UpdateSecretVersionStageRequest();
        remove.setSecretName("orders/db");
        remove.setVersionStage("blue");
        remove.setRemoveFromVersion("v2");

        assertThat(client.send(put).getVersionStages()).containsExactlyInAnyOrder("pending", "blue");
        assertThat(client.send(getRequest("orders/db")).getSecretData()).isEqualTo("one");
        assertThat(client.send(byId).getVersionStages()).containsExactlyInAnyOrder("pending", "blue");

        assertThat(client.send(move).getSecretName()).isEqualTo("orders/db");
        client.send(remove);
        GetSecretValueResponse current = client.send(getRequest("orders/db"));

        assertThat(current.getSecretData()).isEqualTo("two");
        assertThat(current.getVersionStages()).containsExactlyInAnyOrder("ACSCurrent", "pending");
    }

    @Test
    void listSecretVersionIds_pagesThroughVersionsAndTheirStages() throws Exception {
        client.send(createRequest("orders/db", "one"));
        client.send(putRequest("orders/db", "v2", "two"));
        client.send(putRequest("orders/db", "v3", "three"));
        ListSecretVersionIdsRequest labelled = new ListSecretVersionIdsRequest();
        labelled.setSecretName("orders/db");
        ListSecretVersionIdsRequest lastPage = new ListSecretVersionIdsRequest();
        lastPage.setSecretName("orders/db");
        lastPage.setIncludeDeprecated("true");
        lastPage.setPageNumber(2);
        lastPage.setPageSize(2);

        ListSecretVersionIdsResponse all = client.send(labelled);
        ListSecretVersionIdsResponse rest = client.send(lastPage);

        assertThat(all.getTotalCount()).isEqualTo(2);
        assertThat(all.getPageSize()).isEqualTo(20);
        assertThat(all.getVersionIds())
                .extracting(
                        ListSecretVersionIdsResponse.VersionId::getVersionId,
                        version -> String.join(",", version.getVersionStages()),
                        ListSecretVersionIdsResponse.VersionId::getCreateTime)
                .containsExactlyInAnyOrder(
                        tuple("v3", "ACSCurrent", "2026-03-01T10:00:00Z"),
                        tuple("v2", "ACSPrevious", "2026-03-01T10:00:00Z"));
        assertThat(rest.getTotalCount()).isEqualTo(3);
        assertThat(rest.getPageNumber()).isEqualTo(2);
        assertThat(rest.getVersionIds()).hasSize(1);
    }

    @Test
    void listSecrets_pagesAndFilters() throws Exception {
        for (String name : new String[] {"app/a", "app/b", "app/c"}) {
            CreateSecretRequest create = createRequest(name, "x");
            create.setTags("[{\"TagKey\":\"name\",\"TagValue\":\"" + name + "\"}]");
            client.send(create);
        }
        ListSecretsRequest page = new ListSecretsRequest();
        page.setPageNumber(2);
        page.setPageSize(2);
        page.setFetchTags("true");
        ListSecretsRequest filtered = new ListSecretsRequest();
        filtered.setFilters("[{\"Key\":\"SecretName\",\"Values\":[\"app/a\",\"app/c\"]}]");
        ListSecretsRequest none = new ListSecretsRequest();
        none.setFilters("[{\"Key\":\"TagKey\",\"Values\":[\"nobody\"]}]");

        ListSecretsResponse secondPage = client.send(page);

        assertThat(secondPage.getTotalCount()).isEqualTo(3);
        assertThat(secondPage.getPageNumber()).isEqualTo(2);
        assertThat(secondPage.getPageSize()).isEqualTo(2);
        ListSecretsResponse.Secret only = secondPage.getSecretList().get(0);
        assertThat(only.getSecretType()).isEqualTo("Generic");
        assertThat(only.getTags())
                .extracting(ListSecretsResponse.Secret.Tag::getTagValue)
                .containsExactly(only.getSecretName());
        assertThat(client.send(filtered).getSecretList())
                .extracting(ListSecretsResponse.Secret::getSecretName)
                .containsExactlyInAnyOrder("app/a", "app/c");
        assertThat(client.send(none).getSecretList()).isEmpty();
        assertThat(client.send(none).getTotalCount()).isZero();
    }

    @Test
    void updateSecret_changesTheDescription() throws Exception {
        client.send(createRequest("orders/db", "one"));
        kms.clock().advance(Duration.ofMinutes(5));
        UpdateSecretRequest update = new UpdateSecretRequest();
        update.setSecretName("orders/db");
        update.setDescription("new");

        assertThat(client.send(update).getSecretName()).isEqualTo("orders/db");
        assertThat(describe("orders/db").getDescription()).isEqualTo("new");
        assertThat(describe("orders/db").getUpdateTime()).isEqualTo("2026-03-01T10:05:00Z");
    }

    @Test
    void deleteSecret_withARecoveryWindow_isListedAsPlannedUntilRestored() throws Exception {
        client.send(createRequest("orders/db", "one"));
        DeleteSecretRequest delete = deleteRequest("orders/db");
        delete.setRecoveryWindowInDays("7");
        RestoreSecretRequest restore = new RestoreSecretRequest();
        restore.setSecretName("orders/db");

        String planned = client.send(delete).getPlannedDeleteTime();
        String listed =
                client.send(new ListSecretsRequest()).getSecretList().get(0).getPlannedDeleteTime();
        String described = describe("orders/db").getPlannedDeleteTime();
        String restored = client.send(restore).getSecretName();

        assertThat(Instant.parse(planned)).isEqualTo(START.plus(Duration.ofDays(7)));
        assertThat(listed).isEqualTo(planned);
        assertThat(described).isEqualTo(planned);
        assertThat(restored).isEqualTo("orders/db");
        assertThat(describe("orders/db").getPlannedDeleteTime()).isNull();
        assertThat(client.send(getRequest("orders/db")).getSecretData()).isEqualTo("one");
    }

    @Test
    void deleteSecret_forced_freesTheName() throws Exception {
        client.send(createRequest("orders/db", "one"));
        DeleteSecretRequest delete = deleteRequest("orders/db");
        delete.setForceDeleteWithoutRecovery("true");

        assertThat(Instant.parse(client.send(delete).getPlannedDeleteTime())).isEqualTo(START);

        client.send(createRequest("orders/db", "again"));
        assertThat(client.send(getRequest("orders/db")).getSecretData()).isEqualTo("again");
    }

    @Test
    void getRandomPassword_obeysItsRules() throws Exception {
        GetRandomPasswordRequest request = new GetRandomPasswordRequest();
        request.setPasswordLength("24");
        request.setExcludePunctuation("true");
        request.setExcludeCharacters("0O1l");
        request.setRequireEachIncludedType("true");

        String password = client.send(request).getRandomPassword();

        assertThat(password)
                .hasSize(24)
                .matches("[0-9A-Za-z&&[^0O1l]]+")
                .matches(".*[0-9].*")
                .matches(".*[a-z].*");
        assertThat(client.send(new GetRandomPasswordRequest()).getRandomPassword())
                .hasSize(32);
    }

    private DescribeSecretResponse describe(String name) throws ClientException {
        DescribeSecretRequest request = new DescribeSecretRequest();
        request.setSecretName(name);
        request.setFetchTags("true");
        return client.send(request);
    }

    private static CreateSecretRequest createRequest(String name, String value) {
        CreateSecretRequest request = new CreateSecretRequest();
        request.setSecretName(name);
        request.setVersionId("v1");
        request.setSecretData(value);
        return request;
    }

    private static PutSecretValueRequest putRequest(String name, String versionId, String value) {
        PutSecretValueRequest request = new PutSecretValueRequest();
        request.setSecretName(name);
        request.setVersionId(versionId);
        request.setSecretData(value);
        return request;
    }

    private static GetSecretValueRequest getRequest(String name) {
        GetSecretValueRequest request = new GetSecretValueRequest();
        request.setSecretName(name);
        return request;
    }

    private static DeleteSecretRequest deleteRequest(String name) {
        DeleteSecretRequest request = new DeleteSecretRequest();
        request.setSecretName(name);
        return request;
    }
}
