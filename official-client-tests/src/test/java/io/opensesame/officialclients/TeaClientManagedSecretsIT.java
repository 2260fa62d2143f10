package io.opensesame.officialclients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.aliyun.kms20160120.Client;
import com.aliyun.kms20160120.models.CreateSecretRequest;
import com.aliyun.kms20160120.models.CreateSecretResponseBody;
import com.aliyun.kms20160120.models.DescribeSecretRequest;
import com.aliyun.kms20160120.models.DescribeSecretResponseBody;
import com.aliyun.kms20160120.models.GetSecretValueRequest;
import com.aliyun.kms20160120.models.GetSecretValueResponseBody;
import com.aliyun.kms20160120.models.ListTagResourcesRequest;
import com.aliyun.kms20160120.models.ListTagResourcesResponseBody;
import com.aliyun.kms20160120.models.RotateSecretRequest;
import com.aliyun.kms20160120.models.RotateSecretResponseBody;
import com.aliyun.kms20160120.models.TagResourceRequest;
import com.aliyun.kms20160120.models.TagResourcesRequest;
import com.aliyun.kms20160120.models.TagResourcesRequest.TagResourcesRequestTag;
import com.aliyun.kms20160120.models.UntagResourceRequest;
import com.aliyun.kms20160120.models.UntagResourcesRequest;
import com.aliyun.kms20160120.models.UpdateSecretRequest;
import com.aliyun.kms20160120.models.UpdateSecretRequest.UpdateSecretRequestExtendedConfig;
import com.aliyun.kms20160120.models.UpdateSecretRotationPolicyRequest;
import io.opensesame.localkms.LocalAccessKey;
import io.opensesame.localkms.LocalKms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The current client creates managed secrets, rotates and tags them, in each of its signatures. */
@ParameterizedClass
@EnumSource(value = TeaClients.class, mode = EnumSource.Mode.EXCLUDE, names = "ACS3_OVER_HTTPS")
class TeaClientManagedSecretsIT {
    private final LocalKms kms;
    private final Client client;

    TeaClientManagedSecretsIT(TeaClients clients) {
        this.kms = clients.startLocalKms(LocalKms.builder().frozenClock(Instant.parse("2026-03-01T10:00:00Z")));
        this.client = clients.client(kms);
    }

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void rds_createdWithRotation_rotatesByItself() throws Exception {
        CreateSecretResponseBody created = client.createSecret(rds()).getBody();
        kms.clock().advance(Duration.ofDays(7));
        GetSecretValueResponseBody current = get("rds1", "ACSCurrent");

        assertThat(created.getAutomaticRotation()).isEqualTo("Enabled");
        assertThat(created.getRotationInterval()).isEqualTo("604800s");
        assertThat(created.getNextRotationDate()).isEqualTo("2026-03-08T10:00:00Z");
        assertThat(created.getExtendedConfig()).contains("\"DBInstanceId\":\"rm-1\"");
        assertThat(current.getSecretType()).isEqualTo("Rds");
        assertThat(current.getSecretData()).contains("\"AccountName\":\"app\"").doesNotContain("first");
        assertThat(current.getVersionStages().getVersionStage()).containsExactly("ACSCurrent");
        assertThat(current.getAutomaticRotation()).isEqualTo("Enabled");
        assertThat(current.getRotationInterval()).isEqualTo("604800s");
        assertThat(current.getLastRotationDate()).isEqualTo("2026-03-08T10:00:00Z");
        assertThat(current.getNextRotationDate()).isEqualTo("2026-03-15T10:00:00Z");
        assertThat(current.getExtendedConfig()).contains("\"SecretSubType\":\"SingleUser\"");
        assertThat(get("rds1", "ACSPrevious").getSecretData()).contains("first");
    }

    @Test
    void rotateSecret_makesANewVersion() throws Exception {
        client.createSecret(rds());

        RotateSecretResponseBody rotated = client.rotateSecret(
                        new RotateSecretRequest().setSecretName("rds1").setVersionId("v2"))
                .getBody();

        assertThat(rotated.getArn()).endsWith(":secret/rds1");
        assertThat(rotated.getSecretName()).isEqualTo("rds1");
        assertThat(rotated.getVersionId()).isEqualTo("v2");
        assertThat(get("rds1", "ACSCurrent").getVersionId()).isEqualTo("v2");
        assertThat(get("rds1", "ACSCurrent").getSecretData()).doesNotContain("first");
    }

    @Test
    void updateSecretRotationPolicy_andUpdateSecret_changeWhatIsDescribed() throws Exception {
        client.createSecret(rds());

        client.updateSecretRotationPolicy(
                new UpdateSecretRotationPolicyRequest().setSecretName("rds1").setEnableAutomaticRotation(false));
        client.updateSecret(new UpdateSecretRequest()
                .setSecretName("rds1")
                .setExtendedConfig(new UpdateSecretRequestExtendedConfig().setCustomData(Map.of("Port", "3306"))));
        DescribeSecretResponseBody described = describe("rds1");

        assertThat(described.getAutomaticRotation()).isEqualTo("Disabled");
        assertThat(described.getNextRotationDate()).isNull();
        assertThat(described.getExtendedConfig()).contains("\"CustomData\":{\"Port\":\"3306\"}");
    }

    @Test
    void ramCredentials_createdAsAuto_isNamedAfterItsUserAndRotates() throws Exception {
        kms.ram().authorizeRotation();
        LocalAccessKey key = kms.ram().createUser("app").createAccessKey();
        String name = client.createSecret(new CreateSecretRequest()
                        .setSecretName("$Auto")
                        .setVersionId("v1")
                        .setSecretType("RAMCredentials")
                        .setSecretData("{\"AccessKeys\":[{\"AccessKeyId\":\"" + key.accessKeyId()
                                + "\",\"AccessKeySecret\":\"" + key.exposeAccessKeySecret() + "\"}]}")
                        .setExtendedConfig(Map.of("SecretSubType", "RamUserAccessKey", "UserName", "app")))
                .getBody()
                .getSecretName();
        client.rotateSecret(new RotateSecretRequest().setSecretName(name).setVersionId("v2"));

        assertThat(name).isEqualTo("acs/ram/user/app");
        assertThat(get(name, "ACSCurrent").getSecretData())
                .contains("\"AccessKeyId\"", "\"AccessKeySecret\"", "\"GenerateTimestamp\":\"2026-03-01T10:00:00Z\"")
                .doesNotContain(key.accessKeyId());
        assertThat(get(name, "ACSPrevious").getSecretData()).contains(key.accessKeyId());
    }

    @Test
    void tagResource_thenUntagResource_leavesTheOtherTags() throws Exception {
        client.createSecret(rds());

        client.tagResource(new TagResourceRequest()
                .setSecretName("rds1")
                .setTags("[{\"TagKey\":\"team\",\"TagValue\":\"pay\"},{\"TagKey\":\"stage\",\"TagValue\":\"test\"}]"));
        client.untagResource(new UntagResourceRequest().setSecretName("rds1").setTagKeys("[\"stage\"]"));

        assertThat(describe("rds1").getTags().getTag())
                .extracting("tagKey", "tagValue")
                .containsExactly(tuple("team", "pay"));
    }

    @Test
    void tagResources_listTagResources_untagResources_workOnSeveralSecrets() throws Exception {
        kms.createSecret("app/a", "x");
        kms.createSecret("app/b", "x");
        List<String> both = List.of("app/a", "app/b");

        client.tagResources(new TagResourcesRequest()
                .setRegionId(kms.region())
                .setResourceType("secret")
                .setResourceId(both)
                .setTag(List.of(new TagResourcesRequestTag().setKey("team").setValue("pay"))));
        ListTagResourcesResponseBody listed = listTags(both);
        client.untagResources(new UntagResourcesRequest()
                .setRegionId(kms.region())
                .setResourceType("secret")
                .setResourceId(List.of("app/b"))
                .setTagKey(List.of("team")));

        assertThat(listed.getTagResources().getTagResource())
                .extracting("resourceType", "resourceId", "tagKey", "tagValue")
                .containsExactlyInAnyOrder(
                        tuple("secret", "app/a", "team", "pay"), tuple("secret", "app/b", "team", "pay"));
        assertThat(listed.getNextToken()).isEmpty();
        assertThat(listTags(both).getTagResources().getTagResource())
                .extracting("resourceId")
                .containsExactly("app/a");
    }

    private ListTagResourcesResponseBody listTags(List<String> names) throws Exception {
        return client.listTagResources(new ListTagResourcesRequest()
                        .setRegionId(kms.region())
                        .setResourceType("secret")
                        .setResourceId(names))
                .getBody();
    }

    private GetSecretValueResponseBody get(String name, String stage) throws Exception {
        return client.getSecretValue(new GetSecretValueRequest()
                        .setSecretName(name)
                        .setVersionStage(stage)
                        .setFetchExtendedConfig(true))
                .getBody();
    }

    private DescribeSecretResponseBody describe(String name) throws Exception {
        return client.describeSecret(
                        new DescribeSecretRequest().setSecretName(name).setFetchTags("true"))
                .getBody();
    }

    private static CreateSecretRequest rds() {
        return new CreateSecretRequest()
                .setSecretName("rds1")
                .setVersionId("v1")
                .setSecretType("Rds")
                .setSecretData("{\"Accounts\":[{\"AccountName\":\"app\",\"AccountPassword\":\"first\"}]}")
                .setExtendedConfig(Map.of("SecretSubType", "SingleUser", "DBInstanceId", "rm-1"))
                .setEnableAutomaticRotation(true)
                .setRotationInterval("7d");
    }
}
